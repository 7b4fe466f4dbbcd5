package dev.loopgen.core.internal.export;

import dev.loopgen.api.tree.RepoPath;
import dev.loopgen.core.internal.files.FileNameBytes;
import dev.loopgen.core.internal.files.PlainFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * An export that commands use where it is, with the carried files in it, because this machine
 * cannot show it to them at the project's path.
 */
public final class StandaloneExport {

  /** Larger files are not searched for references; in bytes. */
  private static final int MAX_SEARCHED = 64 << 10;

  private static final int MAX_REFERENCES = 20;

  private final Export export;
  private final CarriedFiles carried;
  private final Map<RepoPath, String> stamps;

  private StandaloneExport(Export export, CarriedFiles carried, Map<RepoPath, String> stamps) {
    this.export = export;
    this.carried = carried;
    this.stamps = stamps;
  }

  /**
   * Copies the carried files into the export.
   *
   * @throws IOException if one cannot be copied
   * @throws InterruptedException if the thread is interrupted
   */
  public static StandaloneExport of(Export export, CarriedFiles carried)
      throws IOException, InterruptedException {
    if (!carried.roots().isEmpty()) {
      CarryCopy copy = CarryCopy.replacing();
      try (OpenDirectory from = OpenDirectory.at(export.around().resolve("carry"));
          OpenDirectory to = OpenDirectory.at(export.root())) {
        for (RepoPath root : carried.roots()) {
          copy.copy(from, to, root);
        }
      }
    }
    return new StandaloneExport(export, carried, stamps(export));
  }

  private static Map<RepoPath, String> stamps(Export export) throws IOException {
    Map<RepoPath, String> stamps = new HashMap<>();
    for (RepoPath path : export.files().files().keySet()) {
      stamps.put(path, stamp(FileNameBytes.resolve(export.root(), path.bytes())));
    }
    return stamps;
  }

  private static String stamp(Path file) throws IOException {
    try {
      return Files.readAttributes(file, "unix:ino,ctime,size,mode", LinkOption.NOFOLLOW_LINKS)
          .toString();
    } catch (NoSuchFileException gone) {
      return "";
    }
  }

  /** Returns the exported files that were written since, restored or not. */
  public List<RepoPath> touched() throws IOException {
    Map<RepoPath, String> now = stamps(export);
    return stamps.entrySet().stream()
        .filter(before -> !before.getValue().equals(now.get(before.getKey())))
        .map(Map.Entry::getKey)
        .sorted()
        .toList();
  }

  /**
   * Returns carried files that lead back to a work tree: links, and small files that name it, such
   * as the editable installs of Python.
   *
   * @throws IOException if one cannot be read
   */
  public List<RepoPath> references(Path workTree) throws IOException {
    byte[] name = workTree.toString().getBytes(StandardCharsets.UTF_8);
    List<RepoPath> found = new ArrayList<>();
    for (RepoPath root : carried.roots()) {
      Path start = FileNameBytes.resolve(export.root(), root.bytes());
      Files.walkFileTree(start, new Search(name, found));
    }
    return found;
  }

  /** Finds files that hold the name of the work tree. */
  private final class Search extends SimpleFileVisitor<Path> {

    private final byte[] name;
    private final List<RepoPath> found;

    Search(byte[] name, List<RepoPath> found) {
      this.name = name;
      this.found = found;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
      byte[] content =
          attributes.isSymbolicLink()
              ? FileNameBytes.target(file)
              : attributes.isRegularFile() && attributes.size() <= MAX_SEARCHED
                  ? PlainFile.read(file, MAX_SEARCHED)
                  : new byte[0];
      if (contains(content, name)) {
        found.add(RepoPath.of(FileNameBytes.bytes(export.root().relativize(file))));
      }
      return found.size() < MAX_REFERENCES ? FileVisitResult.CONTINUE : FileVisitResult.TERMINATE;
    }
  }

  private static boolean contains(byte[] content, byte[] part) {
    return new String(content, StandardCharsets.ISO_8859_1)
        .contains(new String(part, StandardCharsets.ISO_8859_1));
  }
}
