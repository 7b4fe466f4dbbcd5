package dev.loopgen.core.internal.isolation;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

/** Encodes system calls as instructions of a processor. */
enum Processor {
  /** The instructions of x86-64. */
  X86(62, 0x410000) {
    @Override
    void encode(SystemCall.Name name, List<Long> arguments, boolean chained, ByteBuffer code) {
      if (chained) {
        code.put(bytes(0x48, 0x89, 0xC7)); // mov rdi, rax
      } else {
        load(code, 0x48, 0xBF, arguments.get(0)); // mov rdi, imm64
      }
      int[][] registers = {{0x48, 0xBE}, {0x48, 0xBA}, {0x49, 0xBA}, {0x49, 0xB8}};
      for (int i = 1; i < arguments.size(); i++) { // rsi, rdx, r10, r8
        load(code, registers[i - 1][0], registers[i - 1][1], arguments.get(i));
      }
      load(code, 0x48, 0xB8, name.onX86); // mov rax, imm64
      code.put(bytes(0x0F, 0x05)); // syscall
    }

    @Override
    void store(long address, ByteBuffer code) {
      load(code, 0x48, 0xA3, address); // mov [address], rax
    }

    private void load(ByteBuffer code, int prefix, int opcode, long value) {
      code.put(bytes(prefix, opcode)).putLong(value);
    }
  },

  /** The instructions of 64-bit Arm. */
  ARM(183, 0x404000) {
    @Override
    void encode(SystemCall.Name name, List<Long> arguments, boolean chained, ByteBuffer code) {
      for (int i = chained ? 1 : 0; i < arguments.size(); i++) {
        load(code, i, arguments.get(i)); // the result of the call before is in x0
      }
      load(code, 8, name.onArm);
      code.putInt(0xD4000001); // svc #0
    }

    @Override
    void store(long address, ByteBuffer code) {
      load(code, 9, address);
      code.putInt(0xF9000120); // str x0, [x9]
    }

    private void load(ByteBuffer code, int register, long value) {
      for (int part = 0; part < 4; part++) {
        int half = (int) (value >>> (16 * part)) & 0xFFFF;
        int opcode = part == 0 ? 0xD2800000 : 0xF2800000; // movz, movk
        code.putInt(opcode | part << 21 | half << 5 | register);
      }
    }
  };

  private final int machine;
  private final long temporaryFile;

  Processor(int machine, long temporaryFile) {
    this.machine = machine;
    this.temporaryFile = temporaryFile;
  }

  /** Returns the processor of this machine; empty if it is another one. */
  static Optional<Processor> current() {
    return switch (System.getProperty("os.arch", "")) {
      case "amd64", "x86_64" -> Optional.of(X86);
      case "aarch64" -> Optional.of(ARM);
      default -> Optional.empty();
    };
  }

  /** Returns its number in ELF files. */
  int machine() {
    return machine;
  }

  /** Returns the value of {@code O_TMPFILE}, which differs between processors. */
  long temporaryFile() {
    return temporaryFile;
  }

  /**
   * Appends a call.
   *
   * @param chained whether the first argument is the result of the call before
   */
  abstract void encode(
      SystemCall.Name name, List<Long> arguments, boolean chained, ByteBuffer code);

  /** Appends an instruction that stores the result of a call, and keeps it. */
  abstract void store(long address, ByteBuffer code);

  private static byte[] bytes(int... values) {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      bytes[i] = (byte) values[i];
    }
    return bytes;
  }
}
