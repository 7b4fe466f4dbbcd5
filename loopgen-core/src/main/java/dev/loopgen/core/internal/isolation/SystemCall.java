package dev.loopgen.core.internal.isolation;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/**
 * A call of the Linux kernel.
 *
 * @param name which
 * @param arguments its arguments: a {@link Long}, bytes that it gets the address of, or {@link
 *     #PREVIOUS}
 */
record SystemCall(Name name, List<Object> arguments) {

  /** Stands for the result of the call before. Only a first argument may be it. */
  static final Object PREVIOUS = new Object();

  private static final long AT_FDCWD = -100;
  private static final long O_RDONLY = 0;
  private static final long O_WRONLY = 1;
  private static final long O_RDWR = 2;
  private static final short AF_UNIX = 1;
  private static final short AF_INET = 2;
  private static final long SOCK_STREAM = 1;
  private static final long MS_REMOUNT_BIND = 0x20 | 0x1000;
  private static final long MNT_DETACH = 2;
  private static final long CLONE_NEWUSER_NEWNS = 0x10000000L | 0x20000;
  private static final int PATH_MAX_OF_SOCKETS = 108;

  SystemCall {
    arguments = List.copyOf(arguments);
  }

  /** The calls, with their numbers by processor. */
  enum Name {
    OPENAT(257, 56),
    READ(0, 63),
    WRITE(1, 64),
    SOCKET(41, 198),
    CONNECT(42, 203),
    MOUNT(165, 40),
    UMOUNT2(166, 39),
    UNSHARE(272, 97),
    KILL(62, 129),
    EXIT_GROUP(231, 94);

    final int onX86;
    final int onArm;

    Name(int onX86, int onArm) {
      this.onX86 = onX86;
      this.onArm = onArm;
    }
  }

  /** Opens a file for reading. */
  static SystemCall open(Path file) {
    return open(text(file), O_RDONLY);
  }

  static SystemCall openToWrite(Path file) {
    return open(text(file), O_WRONLY);
  }

  static SystemCall openToReadAndWrite(Path file) {
    return open(text(file), O_RDWR);
  }

  /** Creates a file without a name in a directory. */
  static SystemCall create(Path directory, Processor processor) {
    return open(text(directory), processor.temporaryFile() | O_WRONLY);
  }

  private static SystemCall open(byte[] path, long flags) {
    return new SystemCall(Name.OPENAT, List.of(AT_FDCWD, path, flags, 0600L));
  }

  /** Reads a byte of the file that the call before opened. */
  static SystemCall read() {
    return new SystemCall(Name.READ, List.of(PREVIOUS, new byte[1], 1L));
  }

  /** Allows to write below a mount. */
  static SystemCall remount(Path mount) {
    return new SystemCall(Name.MOUNT, List.of(0L, text(mount), 0L, MS_REMOUNT_BIND, 0L));
  }

  static SystemCall unmount(Path mount) {
    return new SystemCall(Name.UMOUNT2, List.of(text(mount), MNT_DETACH));
  }

  /** Creates a user namespace and a mount namespace in it. */
  static SystemCall nestNamespaces() {
    return new SystemCall(Name.UNSHARE, List.of(CLONE_NEWUSER_NEWNS));
  }

  static SystemCall socket(boolean unix) {
    return new SystemCall(Name.SOCKET, List.of((long) (unix ? AF_UNIX : AF_INET), SOCK_STREAM, 0L));
  }

  /** Connects the socket that the call before made to a port of the loopback device. */
  static SystemCall connect(int port) {
    ByteBuffer address = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN).putShort(AF_INET);
    address.order(ByteOrder.BIG_ENDIAN).putShort((short) port);
    address.put(new byte[] {127, 0, 0, 1});
    return connect(address.array());
  }

  /** Connects the socket that the call before made to a socket in the file system. */
  static SystemCall connect(Path socket) {
    byte[] path = text(socket);
    ByteBuffer address =
        ByteBuffer.allocate(2 + Math.max(PATH_MAX_OF_SOCKETS, path.length))
            .order(ByteOrder.LITTLE_ENDIAN)
            .putShort(AF_UNIX)
            .put(path);
    return connect(address.array());
  }

  private static SystemCall connect(byte[] address) {
    return new SystemCall(Name.CONNECT, List.of(PREVIOUS, address, (long) address.length));
  }

  /** Asks whether there is any other process that may be signalled. */
  static SystemCall signalAny() {
    return new SystemCall(Name.KILL, List.of(-1L, 0L));
  }

  private static byte[] text(Path path) {
    return (path + "\0").getBytes(StandardCharsets.UTF_8);
  }
}
