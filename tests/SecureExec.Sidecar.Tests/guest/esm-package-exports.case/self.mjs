export default 'self import';
