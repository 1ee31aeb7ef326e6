module.exports = ['zero', 'one', 'two'];
