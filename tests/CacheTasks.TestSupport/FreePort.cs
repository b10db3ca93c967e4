using System.Net;
using System.Net.Sockets;

namespace CacheTasks.TestSupport;

/// <summary>A TCP port of this machine on which nobody listens now.</summary>
public static class FreePort
{
    public static int Find()
    {
        using var free = new TcpListener(IPAddress.Loopback, 0);
        free.Start();
        return ((IPEndPoint)free.LocalEndpoint).Port;
    }
}
