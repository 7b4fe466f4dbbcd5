package dev.loopgen.core.internal.git;

import dev.loopgen.core.internal.files.FileNameBytes;
import dev.loopgen.core.internal.files.PlainFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.eclipse.jgit.lib.ObjectId;

/** Refs stored as loose files and in {@code packed-refs} (gitrepository-layout). */
final class FileRefs implements RefStore {

  private static final int MAX_REF = 8192;
  private static final int MAX_DEPTH = 64;
  private static final int MAX_PACKED_REFS = 256 << 20;

  private final Path gitDirectory;
  private final Path commonDirectory;

  FileRefs(Path gitDirectory, Path commonDirectory) {
    this.gitDirectory = gitDirectory;
    this.commonDirectory = commonDirectory;
  }

  @Override
  public Optional<RefValue> read(String name) throws IOException {
    Optional<RefValue> loose = loose(name);
    return loose.isPresent() ? loose : Optional.ofNullable(packed().get(name));
  }

  private Optional<RefValue> loose(String name) throws IOException {
    Path directory = RefName.isPerWorkTree(name) ? gitDirectory : commonDirectory;
    Path file = FileNameBytes.resolve(directory, RefName.bytes(name));
    try {
      BasicFileAttributes attributes =
          Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      if (attributes.isSymbolicLink()) {
        String target = RefName.text(FileNameBytes.bytes(Files.readSymbolicLink(file)));
        if (target.startsWith("refs/") && RefName.isValid(target)) {
          return Optional.of(new RefValue.Symbolic(target));
        }
        attributes = Files.readAttributes(file, BasicFileAttributes.class);
      }
      if (attributes.isDirectory()) {
        return Optional.empty();
      }
      return Optional.of(
          attributes.isRegularFile()
              ? content(file)
              : new RefValue.Broken("it is not a regular file"));
    } catch (NoSuchFileException none) {
      return Optional.empty();
    } catch (FileSystemException e) {
      if (isBelowAFile(file)) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /** Tells whether a parent of the path is a file, so that no ref can exist there. */
  private static boolean isBelowAFile(Path file) {
    Path parent = file.getParent();
    while (parent != null && !Files.exists(parent, LinkOption.NOFOLLOW_LINKS)) {
      parent = parent.getParent();
    }
    return parent != null && Files.isRegularFile(parent);
  }

  private static RefValue content(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(MAX_REF + 1);
      RefValue value = RefValue.parse(bytes);
      return bytes.length > MAX_REF && !(value instanceof RefValue.Direct)
          ? new RefValue.Broken("it is larger than " + MAX_REF + " bytes")
          : value;
    }
  }

  @Override
  public SortedMap<String, RefValue> all() throws IOException {
    SortedMap<String, RefValue> refs = packed();
    Set<Path> roots = new LinkedHashSet<>(List.of(commonDirectory, gitDirectory));
    Set<String> names = new LinkedHashSet<>();
    for (Path root : roots) {
      list(root.resolve("refs"), "refs", 0, names);
    }
    for (String name : names) {
      loose(name).ifPresent(value -> refs.put(name, value));
    }
    return refs;
  }

  private static void list(Path directory, String prefix, int depth, Set<String> names)
      throws IOException {
    if (depth > MAX_DEPTH) {
      throw new IOException(prefix + " is nested too deeply");
    }
    if (!Files.isDirectory(directory)) {
      return;
    }
    try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
      for (Path file : files) {
        String name = prefix + "/" + RefName.text(FileNameBytes.bytes(file.getFileName()));
        if (!RefName.isValid(name)) {
          continue;
        }
        if (Files.isDirectory(file)) {
          list(file, name, depth + 1, names);
        } else {
          names.add(name);
        }
      }
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
  }

  private SortedMap<String, RefValue> packed() throws IOException {
    SortedMap<String, RefValue> refs = new TreeMap<>();
    Path file = commonDirectory.resolve("packed-refs");
    if (!Files.exists(file)) {
      return refs;
    }
    String content = new String(PlainFile.read(file, MAX_PACKED_REFS), StandardCharsets.ISO_8859_1);
    if (!content.isEmpty() && !content.endsWith("\n")) {
      throw new IOException("packed-refs ends within a line");
    }
    for (String line : content.split("\n")) {
      if (!line.isEmpty() && line.charAt(0) != '#' && line.charAt(0) != '^') {
        addPacked(line, refs);
      }
    }
    return refs;
  }

  private static void addPacked(String line, SortedMap<String, RefValue> refs) throws IOException {
    boolean wellFormed =
        line.length() > 41 && ObjectId.isId(line.substring(0, 40)) && line.charAt(40) == ' ';
    if (!wellFormed) {
      throw new IOException("packed-refs has a line that git would not write");
    }
    String name = RefName.text(line.substring(41).getBytes(StandardCharsets.ISO_8859_1));
    if (RefName.isValid(name)) {
      refs.put(name, new RefValue.Direct(ObjectId.fromString(line.substring(0, 40))));
    }
  }

  @Override
  public boolean hasLog() throws IOException {
    for (Path root : List.of(commonDirectory, gitDirectory)) {
      if (hasFile(root.resolve("logs"), 0)) {
        return true;
      }
    }
    return false;
  }

  private static boolean hasFile(Path directory, int depth) throws IOException {
    if (!Files.isDirectory(directory) || depth > MAX_DEPTH) {
      return false;
    }
    try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
      for (Path file : files) {
        if (Files.isDirectory(file) ? hasFile(file, depth + 1) : Files.size(file) > 0) {
          return true;
        }
      }
      return false;
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
  }
}
