export default "a esm";
