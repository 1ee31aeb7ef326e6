console.log('three'); await 0; console.log('three after await');
