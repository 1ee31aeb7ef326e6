

let x = {,};
