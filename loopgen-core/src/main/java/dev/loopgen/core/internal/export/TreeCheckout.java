package dev.loopgen.core.internal.export;

import dev.loopgen.api.tree.RepoPath;
import dev.loopgen.api.tree.TreeEntry;
import dev.loopgen.core.internal.concurrent.WorkerPool;
import dev.loopgen.core.internal.files.FileNameBytes;
import dev.loopgen.core.internal.git.SortedArrayMap;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.RecursiveAction;

/** Writes the files of a tree into an empty directory, in parallel. */
final class TreeCheckout {

  /** The most files that one task writes. */
  private static final int CHUNK = 256;

  private final SortedArrayMap<RepoPath, TreeEntry> files;
  private final ExportContent content;

  private TreeCheckout(SortedArrayMap<RepoPath, TreeEntry> files, ExportContent content) {
    this.files = files;
    this.content = content;
  }

  /**
   * Writes the files.
   *
   * @throws IOException if any of them cannot be written exactly
   * @throws InterruptedException if the thread is interrupted
   */
  static void write(
      SortedArrayMap<RepoPath, TreeEntry> files, ExportContent content, OpenDirectory root)
      throws IOException, InterruptedException {
    TreeCheckout checkout = new TreeCheckout(files, content);
    WorkerPool.run(
        () -> {
          checkout.new Directory(root, 0, files.size(), 0).invoke();
          return true;
        });
  }

  /** Writes a run of files, all below one directory. */
  private final class Directory extends RecursiveAction {

    private static final long serialVersionUID = 1L;

    private final transient OpenDirectory directory;
    private final int from;
    private final int to;
    private final int prefix;

    Directory(OpenDirectory directory, int from, int to, int prefix) {
      this.directory = directory;
      this.from = from;
      this.to = to;
      this.prefix = prefix;
    }

    @Override
    protected void compute() {
      try {
        List<ForkJoinTask<?>> parts = new ArrayList<>();
        List<Integer> chunk = new ArrayList<>();
        for (int at = from; at < to; ) {
          int slash = slash(files.key(at));
          if (slash < 0) {
            chunk.add(at++);
            if (chunk.size() == CHUNK) {
              parts.add(writing(chunk));
              chunk = new ArrayList<>();
            }
          } else {
            int end = end(at, slash);
            parts.add(below(at, end, slash));
            at = end;
          }
        }
        if (!chunk.isEmpty()) {
          parts.add(writing(chunk));
        }
        // Joining one by one would nest other directories on this stack.
        invokeAll(parts);
      } catch (RuntimeException e) {
        throw e;
      }
    }

    private ForkJoinTask<?> below(int start, int end, int slash) {
      return ForkJoinTask.adapt(
          () -> {
            Path name = name(files.key(start), slash);
            try (OpenDirectory inner = directory.create(name)) {
              new Directory(inner, start, end, slash + 1).invoke();
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          });
    }

    private ForkJoinTask<?> writing(List<Integer> chunk) {
      return ForkJoinTask.adapt(
          () -> {
            for (int index : chunk) {
              try {
                write(index);
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            }
          });
    }

    private int slash(RepoPath path) {
      for (int i = prefix; i < path.length(); i++) {
        if (path.at(i) == '/') {
          return i;
        }
      }
      return -1;
    }

    private int end(int start, int slash) {
      byte[] path = files.key(start).bytes();
      int end = start + 1;
      while (end < to && files.key(end).startsWith(path, slash + 1)) {
        end++;
      }
      return end;
    }

    private Path name(RepoPath path, int end) {
      return FileNameBytes.name(directory.path(), Arrays.copyOfRange(path.bytes(), prefix, end));
    }

    private void write(int index) throws IOException {
      RepoPath path = files.key(index);
      TreeEntry entry = files.value(index);
      Path name = name(path, path.length());
      try {
        write(path, entry, name);
      } catch (IOException e) {
        throw new IOException("the file " + path + " cannot be exported: " + e.getMessage(), e);
      }
    }

    private void write(RepoPath path, TreeEntry entry, Path name) throws IOException {
      if (Thread.currentThread().isInterrupted()) {
        throw new IOException("interrupted");
      }
      switch (entry.mode()) {
        case REGULAR, EXECUTABLE -> writeFile(path, entry, name);
        case SYMLINK -> {
          byte[] target = content.read(path, entry);
          if (target == null || target.length == 0) {
            throw new IOException("it is a link without a target");
          }
          directory.link(name, target);
        }
        case GITLINK -> directory.create(name).close();
        default -> throw new IOException("it is neither a file nor a link");
      }
    }

    private void writeFile(RepoPath path, TreeEntry entry, Path name) throws IOException {
      byte[] bytes = content.read(path, entry);
      try (SeekableByteChannel channel = directory.newFile(name, entry.mode())) {
        if (bytes == null) {
          try (OutputStream out = Channels.newOutputStream(channel)) {
            content.copy(path, entry, out);
          }
        } else if (bytes.length > 0) {
          for (ByteBuffer buffer = ByteBuffer.wrap(bytes); buffer.hasRemaining(); ) {
            channel.write(buffer);
          }
        }
      }
      FileTime modified = content.modified(path, entry);
      if (modified != null) {
        directory.setModified(name, modified);
      }
    }
  }
}
