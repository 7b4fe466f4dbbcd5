package dev.loopgen.core.internal.export;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * An export under a private layer that takes all writes. The layers are put together by a program
 * that mounts them in a mount namespace of its own and then becomes another program; outside of it,
 * nothing is mounted. Each such program sees what earlier ones wrote.
 */
public final class Overlay {

  private static final List<Path> UNSHARE =
      List.of(Path.of("/usr/bin/unshare"), Path.of("/bin/unshare"));

  /** The names of the layers are relative, because a path could hold a separator of options. */
  private static final String MOUNT =
      "cd \"$1\" && mount -t overlay loopgen -o \"$2\" merged && shift 2 && exec \"$@\"";

  private final Export export;
  private final boolean carries;

  private Overlay(Export export, boolean carries) {
    this.export = export;
    this.carries = carries;
  }

  /** Prepares the layers over an export. They are removed with it. */
  public static Overlay over(Export export, boolean carries) throws IOException {
    for (String name : List.of("upper", "work", "merged")) {
      Files.createDirectory(export.around().resolve(name));
    }
    return new Overlay(export, carries);
  }

  /** Returns the directory where the program sees the layers as one. */
  public Path merged() {
    return export.around().resolve("merged");
  }

  /** Returns the directory of what programs wrote. */
  Path upper() {
    return export.around().resolve("upper");
  }

  /** Returns the export below. */
  public Export export() {
    return export;
  }

  /** Returns the private directory that holds the layers, which programs must not see. */
  public Path around() {
    return export.around();
  }

  /**
   * Returns the command line that mounts the layers and then becomes another program.
   *
   * @param program the program and its arguments
   */
  public List<String> commandLine(List<String> program) {
    List<String> line = new ArrayList<>();
    line.add(
        UNSHARE.stream().filter(Files::isExecutable).findFirst().orElse(UNSHARE.get(0)).toString());
    line.addAll(List.of("--map-root-user", "--mount", "--", "/bin/sh", "-c", MOUNT, "sh"));
    line.add(around().toString());
    line.add(
        "userxattr,lowerdir=tree" + (carries ? ":carry" : "") + ",upperdir=upper,workdir=work");
    line.addAll(program);
    return line;
  }
}
