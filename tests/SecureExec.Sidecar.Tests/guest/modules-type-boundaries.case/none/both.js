export default typeof require; const x = typeof module;
