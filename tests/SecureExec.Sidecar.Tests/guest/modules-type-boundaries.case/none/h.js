export default "h detected esm";
