package dev.loopgen.core.internal.isolation;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What probes try to reach outside: sockets that accept connections, and a thread of this process,
 * whose id names it like one of a process.
 *
 * @param tcp a socket on a free port of the loopback device
 * @param unix a socket in the file system
 * @param path where that one is
 * @param thread the id of the thread
 */
record ProbeTargets(ServerSocketChannel tcp, ServerSocketChannel unix, Path path, long thread)
    implements AutoCloseable {

  private static final Path THREAD = Path.of("/proc/thread-self");
  private static final byte[] LOOPBACK = {127, 0, 0, 1};

  /** Opens the sockets. */
  static ProbeTargets open(Path directory) throws IOException {
    Path path = directory.resolve("probe.sock");
    ServerSocketChannel tcp = ServerSocketChannel.open(StandardProtocolFamily.INET);
    ServerSocketChannel unix = null;
    try {
      tcp.bind(new InetSocketAddress(InetAddress.getByAddress(LOOPBACK), 0));
      unix = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
      unix.bind(UnixDomainSocketAddress.of(path));
      long thread = Long.parseLong(Files.readSymbolicLink(THREAD).getFileName().toString());
      return new ProbeTargets(tcp, unix, path, thread);
    } catch (IOException | RuntimeException e) {
      tcp.close();
      if (unix != null) {
        unix.close();
      }
      throw e;
    }
  }

  /** Returns the number of the TCP port. */
  int port() throws IOException {
    return ((InetSocketAddress) tcp.getLocalAddress()).getPort();
  }

  @Override
  public void close() throws IOException {
    try (tcp;
        unix) {
      Files.deleteIfExists(path);
    }
  }
}
