export default "c mjs";
