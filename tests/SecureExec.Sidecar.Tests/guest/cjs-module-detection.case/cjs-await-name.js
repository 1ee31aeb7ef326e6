var await = 1; exports.w = await;
