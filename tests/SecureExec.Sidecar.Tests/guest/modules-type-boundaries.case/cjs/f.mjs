export default "f mjs";
