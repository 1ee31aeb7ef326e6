using Org.BouncyCastle.Tls;

namespace SecureExec.Sidecar.Crypto.Tls;

/// <summary>
/// The protocol's engines, changed in one thing: each direction is closed for itself, as sockets are. The library's own answer to a peer's close is to close both.
/// </summary>
internal static class HalfClosing
{
    /// <summary>An engine that can say that it sends no more, and go on reading.</summary>
    internal interface IHalfClosing
    {
        void CloseOutput();
    }

    internal sealed class Client(TlsPeerState state) : TlsClientProtocol, IHalfClosing
    {
        public void CloseOutput() => RaiseAlertWarning(AlertDescription.close_notify, "Connection closed");

        protected override void HandleAlertWarningMessage(short alertDescription)
        {
            if (!state.TakesClose(alertDescription))
                base.HandleAlertWarningMessage(alertDescription);
        }
    }

    internal sealed class Server(TlsPeerState state) : TlsServerProtocol, IHalfClosing
    {
        public void CloseOutput() => RaiseAlertWarning(AlertDescription.close_notify, "Connection closed");

        protected override void HandleAlertWarningMessage(short alertDescription)
        {
            if (!state.TakesClose(alertDescription))
                base.HandleAlertWarningMessage(alertDescription);
        }
    }
}
