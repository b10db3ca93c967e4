using System.Buffers.Binary;
using System.Globalization;
using System.Net.Sockets;

namespace CacheTasks.Platform.Linux;

/// <summary>Who listens on a socket of this machine.</summary>
internal static class LinuxListeners
{
    // asm-generic/socket.h
    private const int SOL_SOCKET = 1;
    private const int SO_PEERCRED = 17;

    // include/net/tcp_states.h
    private const string Listening = "0A";

    /// <summary>The process that called listen(2); its ID is the first of the three numbers of struct ucred (unix(7)).</summary>
    public static int? FindProcess(string path)
    {
        try
        {
            using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            socket.Connect(new UnixDomainSocketEndPoint(path));
            Span<byte> credentials = stackalloc byte[12];
            socket.GetRawSocketOption(SOL_SOCKET, SO_PEERCRED, credentials);
            return BinaryPrimitives.ReadInt32LittleEndian(credentials) is > 0 and var process ? process : null;
        }
        catch (Exception exception) when (exception is SocketException or ArgumentException)
        {
            return null;
        }
    }

    /// <summary>proc_net_tcp(5): the second field is the local address, the fourth the state, the eighth the user.</summary>
    public static uint? FindUser(string table, int port)
    {
        var ending = ":" + port.ToString("X4", CultureInfo.InvariantCulture);
        foreach (var line in table.Split('\n').Skip(1))
        {
            var fields = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (fields.Length > 7 && fields[3] == Listening && fields[1].EndsWith(ending, StringComparison.Ordinal) && uint.TryParse(fields[7], NumberStyles.None, CultureInfo.InvariantCulture, out var user))
            {
                return user;
            }
        }
        return null;
    }
}
