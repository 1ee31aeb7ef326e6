using SecureExec.Gateway;

await using var app = GatewayApplication.Build(args);
await app.RunAsync();
