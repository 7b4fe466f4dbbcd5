package dev.loopgen.core.internal.git;

import dev.loopgen.core.internal.files.PlainFile;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.eclipse.jgit.internal.storage.file.PackIndex;
import org.eclipse.jgit.internal.storage.pack.BinaryDelta;
import org.eclipse.jgit.lib.AbbreviatedObjectId;
import org.eclipse.jgit.lib.AnyObjectId;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.InflaterCache;
import org.eclipse.jgit.lib.ObjectId;
import org.jspecify.annotations.Nullable;

/** A memory-mapped pack file and its index (gitformat-pack). Thread-safe. */
final class PackFile {

  private static final int SEGMENT_BITS = 30;
  private static final int MAX_DELTA_CHAIN = 4096;
  private static final int CACHED_BASES = 512;
  private static final int MAX_CACHED_SIZE = 1 << 16;

  private final Path file;
  private final PackIndex index;
  private final ByteBuffer[] segments;
  private final Map<Long, GitObject> bases =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, GitObject> eldest) {
          return size() > CACHED_BASES;
        }
      };

  private PackFile(Path file, PackIndex index, ByteBuffer[] segments) {
    this.file = file;
    this.index = index;
    this.segments = segments;
  }

  static PackFile open(Path indexFile) throws IOException {
    String name = indexFile.getFileName().toString();
    Path file = indexFile.resolveSibling(name.substring(0, name.length() - 4) + ".pack");
    PackIndex index;
    try (InputStream in = new BufferedInputStream(PlainFile.open(indexFile), 1 << 16)) {
      index = PackIndex.read(in);
    }
    PlainFile.require(file, Long.MAX_VALUE);
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      long size = channel.size();
      ByteBuffer[] segments = new ByteBuffer[(int) ((size >> SEGMENT_BITS) + 1)];
      for (int i = 0; i < segments.length; i++) {
        long start = (long) i << SEGMENT_BITS;
        long length = Math.min(size - start, 1L << SEGMENT_BITS);
        segments[i] = channel.map(FileChannel.MapMode.READ_ONLY, start, length);
      }
      return new PackFile(file, index, segments);
    }
  }

  boolean has(AnyObjectId id) {
    return index.findOffset(id) >= 0;
  }

  void resolve(Set<ObjectId> found, AbbreviatedObjectId id, int limit) throws IOException {
    index.resolve(found, id, limit);
  }

  @Nullable GitObject read(AnyObjectId id, long limit) throws IOException {
    long offset = index.findOffset(id);
    return offset < 0 ? null : readAt(offset, limit);
  }

  /** Writes a blob that has a {@link #wholeSize}. */
  void copy(AnyObjectId id, OutputStream out) throws IOException {
    Entry entry = entryAt(index.findOffset(id));
    Inflater inflater = InflaterCache.get();
    byte[] buffer = new byte[1 << 16];
    try {
      long at = entry.dataOffset;
      for (long left = entry.size; left > 0; ) {
        if (inflater.needsInput()) {
          ByteBuffer input = from(at);
          at += input.remaining();
          inflater.setInput(input);
        }
        int count = inflater.inflate(buffer);
        if (count == 0 && !inflater.needsInput() || count > left) {
          throw damaged("an object has another size than its header says");
        }
        out.write(buffer, 0, count);
        left -= count;
      }
    } catch (DataFormatException | IndexOutOfBoundsException e) {
      throw damaged("compressed data is damaged");
    } finally {
      InflaterCache.release(inflater);
    }
  }

  /** Returns the size of a blob that is stored whole; -1 if it is not in this pack, or a delta. */
  long wholeSize(AnyObjectId id) throws IOException {
    long offset = index.findOffset(id);
    Entry entry = offset < 0 ? null : entryAt(offset);
    return entry == null || entry.type != Constants.OBJ_BLOB ? -1 : entry.size;
  }

  private GitObject readAt(long start, long limit) throws IOException {
    Deque<Entry> deltas = new ArrayDeque<>();
    Entry entry = entryAt(start);
    GitObject base = cached(entry.offset);
    while (base == null && entry.baseOffset >= 0) {
      if (deltas.size() == MAX_DELTA_CHAIN) {
        throw damaged("a delta chain does not end");
      }
      deltas.push(entry);
      entry = entryAt(entry.baseOffset);
      base = cached(entry.offset);
    }
    if (base == null) {
      base = new GitObject(entry.type, inflate(entry, limit));
      cache(entry.offset, base);
    }
    while (!deltas.isEmpty()) {
      Entry delta = deltas.pop();
      base = new GitObject(base.type(), apply(base.bytes(), inflate(delta, limit), limit));
      cache(delta.offset, base);
    }
    if (base.bytes().length > limit) {
      throw new ObjectSizeException(base.bytes().length, limit);
    }
    return base;
  }

  private byte[] apply(byte[] base, byte[] delta, long limit) throws IOException {
    try {
      long size = BinaryDelta.getResultSize(delta);
      if (BinaryDelta.getBaseSize(delta) != base.length || size < 0) {
        throw damaged("a delta does not fit its base");
      }
      if (size > limit) {
        throw new ObjectSizeException(size, limit);
      }
      return BinaryDelta.apply(base, delta);
    } catch (IndexOutOfBoundsException | IllegalArgumentException e) {
      throw damaged("a delta is damaged");
    }
  }

  private synchronized @Nullable GitObject cached(long offset) {
    return bases.get(offset);
  }

  private synchronized void cache(long offset, GitObject object) {
    if (object.bytes().length <= MAX_CACHED_SIZE) {
      bases.put(offset, object);
    }
  }

  /** The header of a pack entry; baseOffset is negative unless the object is a delta. */
  private record Entry(long offset, int type, long size, long baseOffset, long dataOffset) {}

  private Entry entryAt(long offset) throws IOException {
    try {
      long at = offset;
      int b = get(at++);
      int type = b >> 4 & 7;
      long size = b & 15;
      for (int shift = 4; (b & 0x80) != 0; shift += 7) {
        b = get(at++);
        size |= (long) (b & 0x7f) << shift;
      }
      return switch (type) {
        case Constants.OBJ_OFS_DELTA -> ofsDelta(offset, size, at);
        case Constants.OBJ_REF_DELTA -> refDelta(offset, size, at);
        default -> new Entry(offset, type, size, -1, at);
      };
    } catch (IndexOutOfBoundsException e) {
      throw damaged("it ends early");
    }
  }

  private Entry ofsDelta(long offset, long size, long start) throws IOException {
    long at = start;
    int b = get(at++);
    long distance = b & 0x7f;
    while ((b & 0x80) != 0) {
      b = get(at++);
      distance = (distance + 1 << 7) + (b & 0x7f);
    }
    if (distance <= 0 || distance > offset) {
      throw damaged("a delta names a base outside the pack");
    }
    return new Entry(offset, Constants.OBJ_OFS_DELTA, size, offset - distance, at);
  }

  private Entry refDelta(long offset, long size, long start) throws IOException {
    byte[] raw = new byte[Constants.OBJECT_ID_LENGTH];
    for (int i = 0; i < raw.length; i++) {
      raw[i] = (byte) get(start + i);
    }
    long base = index.findOffset(ObjectId.fromRaw(raw));
    if (base < 0) {
      throw damaged("a delta names a base outside the pack");
    }
    return new Entry(offset, Constants.OBJ_REF_DELTA, size, base, start + raw.length);
  }

  private int get(long offset) {
    int segment = (int) (offset >> SEGMENT_BITS);
    return segments[segment].get((int) (offset & (1L << SEGMENT_BITS) - 1)) & 0xff;
  }

  private byte[] inflate(Entry entry, long limit) throws IOException {
    if (entry.size < 0 || entry.size > limit) {
      throw new ObjectSizeException(entry.size, limit);
    }
    byte[] bytes = new byte[(int) entry.size];
    Inflater inflater = InflaterCache.get();
    try {
      int filled = 0;
      long at = entry.dataOffset;
      while (!inflater.finished() && filled <= bytes.length) {
        if (inflater.needsInput()) {
          ByteBuffer input = from(at);
          at += input.remaining();
          inflater.setInput(input);
        }
        int count = inflater.inflate(bytes, filled, bytes.length - filled);
        filled += count;
        if (count == 0 && (filled == bytes.length || inflater.needsDictionary())) {
          break;
        }
      }
      if (filled != bytes.length) {
        throw damaged("an object is shorter than its header says");
      }
      return bytes;
    } catch (DataFormatException | IndexOutOfBoundsException e) {
      throw damaged("compressed data is damaged");
    } finally {
      InflaterCache.release(inflater);
    }
  }

  private ByteBuffer from(long offset) {
    ByteBuffer segment = segments[(int) (offset >> SEGMENT_BITS)].duplicate();
    segment.position((int) (offset & (1L << SEGMENT_BITS) - 1));
    if (!segment.hasRemaining()) {
      throw new IndexOutOfBoundsException();
    }
    return segment;
  }

  private IOException damaged(String how) {
    return new IOException("the pack " + file.getFileName() + " is damaged: " + how);
  }
}
