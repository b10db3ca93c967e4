using System.Text;

namespace CacheTasks.Running;

/// <summary>
/// Cuts a stream into lines, which end in <c>\n</c>, <c>\r</c> or both. Memory is bounded: a longer line than <see cref="Longest"/> comes in pieces.
/// Bytes that the encoding does not know become its replacement character.
/// </summary>
internal sealed class OutputLines(Stream stream, Encoding encoding, Action<string> line)
{
    /// <summary>In characters.</summary>
    public const int Longest = 1024 * 1024;

    private const int Block = 32 * 1024;

    private readonly StringBuilder _pending = new();
    private bool _afterReturn;
    private volatile bool _isWaiting;

    /// <summary>All that came has been worked on.</summary>
    public bool IsWaiting => _isWaiting;

    /// <summary>Reads to the stream's end, which also is where it breaks.</summary>
    public void Read()
    {
        var bytes = new byte[Block];
        var characters = new char[encoding.GetMaxCharCount(Block)];
        var decoder = encoding.GetDecoder();
        int count;
        do
        {
            count = ReadSome(bytes);
            Add(characters, decoder.GetChars(bytes, 0, count, characters, 0, flush: count == 0));
        }
        while (count > 0);
        if (_pending.Length > 0)
        {
            End();
        }
        _isWaiting = true;
    }

    private int ReadSome(byte[] bytes)
    {
        _isWaiting = true;
        try
        {
            return stream.Read(bytes, 0, bytes.Length);
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException)
        {
            return 0;
        }
        finally
        {
            _isWaiting = false;
        }
    }

    private void Add(char[] characters, int count)
    {
        var start = 0;
        while (start < count)
        {
            if (_afterReturn && characters[start] == '\n')
            {
                start++;
                _afterReturn = false;
                continue;
            }
            _afterReturn = false;
            var end = NextEnd(characters, start, count);
            Keep(characters, start, (end < 0 ? count : end) - start);
            if (end < 0)
            {
                return;
            }
            End();
            _afterReturn = characters[end] == '\r';
            start = end + 1;
        }
    }

    private static int NextEnd(char[] characters, int start, int count)
    {
#if NET
        var found = characters.AsSpan(start, count - start).IndexOfAny('\r', '\n');
        return found < 0 ? -1 : start + found;
#else
        for (var index = start; index < count; index++)
        {
            if (characters[index] is '\r' or '\n')
            {
                return index;
            }
        }
        return -1;
#endif
    }

    private void Keep(char[] characters, int start, int length)
    {
        while (_pending.Length + length > Longest)
        {
            var fits = Longest - _pending.Length;
            _pending.Append(characters, start, fits);
            End();
            start += fits;
            length -= fits;
        }
        _pending.Append(characters, start, length);
    }

    private void End()
    {
        line(_pending.ToString());
        _pending.Clear();
    }
}
