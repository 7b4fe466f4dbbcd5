package dev.loopgen.core.internal.isolation;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * Assembles a program that makes system calls one after the other and writes their results to its
 * standard output, eight bytes each. It is an ELF file of some hundred bytes that needs neither an
 * interpreter nor a library, so that it runs in any sandbox, and nothing in the sandbox can answer
 * in its place.
 */
final class ProbeProgram {

  /** Where the file is mapped to be executed, and where to be written to. */
  private static final long CODE = 0x400000;

  private static final long DATA = 0x10000000;

  /** The largest page size of the processors. */
  private static final long ALIGNMENT = 0x10000;

  private static final int HEADER = 64;
  private static final int SEGMENT = 56;
  private static final int READ_EXECUTE = 5;
  private static final int READ_WRITE = 6;
  private static final int RESULT = 8;
  private static final int CAPACITY = 1 << 16;

  private final Processor processor;
  private final List<SystemCall> calls;

  private ProbeProgram(Processor processor, List<SystemCall> calls) {
    this.processor = processor;
    this.calls = calls;
  }

  /** Returns the file of a program. */
  static byte[] assemble(Processor processor, List<SystemCall> calls) {
    ProbeProgram program = new ProbeProgram(processor, calls);
    int code = program.code(0).position();
    int data = HEADER + 2 * SEGMENT + code;
    return program.file(data);
  }

  private byte[] file(int data) {
    ByteBuffer file = buffer();
    List<byte[]> constants = constants();
    int results = data + constants.stream().mapToInt(bytes -> bytes.length).sum();
    int end = results + RESULT * calls.size();
    header(file);
    segment(file, CODE, READ_EXECUTE, end);
    segment(file, DATA, READ_WRITE, end);
    file.put(code(data).flip());
    constants.forEach(file::put);
    file.put(new byte[end - results]);
    byte[] bytes = new byte[end];
    file.flip().get(bytes);
    return bytes;
  }

  private void header(ByteBuffer file) {
    file.put(new byte[] {0x7F, 'E', 'L', 'F', 2, 1, 1}).position(16);
    file.putShort((short) 2).putShort((short) processor.machine()).putInt(1);
    file.putLong(CODE + HEADER + 2 * SEGMENT).putLong(HEADER).putLong(0).putInt(0);
    file.putShort((short) HEADER).putShort((short) SEGMENT).putShort((short) 2);
    file.putShort((short) 64).putShort((short) 0).putShort((short) 0);
  }

  private static void segment(ByteBuffer file, long address, int flags, int length) {
    file.putInt(1).putInt(flags).putLong(0).putLong(address).putLong(address);
    file.putLong(length).putLong(length).putLong(ALIGNMENT);
  }

  private ByteBuffer code(int data) {
    ByteBuffer code = buffer();
    long constant = DATA + data;
    long results = constant + constants().stream().mapToInt(bytes -> bytes.length).sum();
    long result = results;
    for (SystemCall call : calls) {
      List<Long> arguments = new ArrayList<>();
      boolean chained = false;
      for (Object argument : call.arguments()) {
        if (argument instanceof byte[] bytes) {
          arguments.add(constant);
          constant += bytes.length;
        } else if (argument == SystemCall.PREVIOUS) {
          arguments.add(0L);
          chained = true;
        } else {
          arguments.add((Long) argument);
        }
      }
      processor.encode(call.name(), arguments, chained, code);
      processor.store(result, code);
      result += RESULT;
    }
    processor.encode(SystemCall.Name.WRITE, List.of(1L, results, result - results), false, code);
    processor.encode(SystemCall.Name.EXIT_GROUP, List.of(0L), false, code);
    return code;
  }

  private List<byte[]> constants() {
    return calls.stream()
        .flatMap(call -> call.arguments().stream())
        .filter(byte[].class::isInstance)
        .map(byte[].class::cast)
        .toList();
  }

  private static ByteBuffer buffer() {
    return ByteBuffer.allocate(CAPACITY).order(ByteOrder.LITTLE_ENDIAN);
  }
}
