using System.Net;
using System.Net.Sockets;
using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting;

/// <summary>Chooses the ports of a run.</summary>
internal static class PortAllocator
{
    /// <summary>
    /// Gives every endpoint a port: the wanted one when it is free. All listeners stay open until every port is chosen, so that
    /// none is handed out twice. Another program may still take one afterwards; the child then fails and is started again.
    /// </summary>
    /// <param name="endpoints">Endpoints of the whole application.</param>
    /// <exception cref="InvalidOperationException">The port of an external endpoint is in use.</exception>
    public static void Allocate(IEnumerable<EndpointAnnotation> endpoints)
    {
        var held = new List<TcpListener>();
        try
        {
            foreach (var endpoint in endpoints) endpoint.AllocatedPort = Choose(endpoint, held);
        }
        finally
        {
            held.ForEach(listener => listener.Dispose());
        }
    }

    private static int Choose(EndpointAnnotation endpoint, List<TcpListener> held)
    {
        try
        {
            return Open(endpoint.Port ?? 0, held);
        }
        catch (SocketException) when (!endpoint.IsExternal)
        {
            return Open(0, held);
        }
        catch (SocketException e)
        {
            throw new InvalidOperationException($"Port {endpoint.Port} cannot be used: {e.Message}.", e);
        }
    }

    private static int Open(int port, List<TcpListener> held)
    {
        var listener = new TcpListener(IPAddress.Loopback, port) { ExclusiveAddressUse = true };
        listener.Start();
        held.Add(listener);
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
