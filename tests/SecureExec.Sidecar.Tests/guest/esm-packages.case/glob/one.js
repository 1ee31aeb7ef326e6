export default 'glob one';
