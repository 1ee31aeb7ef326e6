export default 'direct';
