package dev.loopgen.adapters.scan;

import java.util.List;
import java.util.Optional;

/** .NET; a solution, or the only project of a directory. */
final class DotnetProject implements Ecosystem {

  private static final List<String> ENDINGS =
      List.of(".slnx", ".sln", ".csproj", ".fsproj", ".vbproj");

  @Override
  public List<String> manifests() {
    return List.of();
  }

  @Override
  public Optional<String> manifest(ProjectDirectory directory) {
    return ENDINGS.stream()
        .flatMap(ending -> directory.names().filter(name -> name.endsWith(ending)))
        .findFirst();
  }

  @Override
  public Optional<String> name(ProjectDirectory directory) {
    return manifest(directory).map(file -> file.substring(0, file.lastIndexOf('.')));
  }

  @Override
  public ProjectModule module(ProjectDirectory directory) {
    if (ENDINGS.stream().anyMatch(ending -> count(directory, ending) > 1)) {
      directory.warn(
          "There are several projects or solutions in one directory, and dotnet asks which one is"
              + " meant. Name it in the commands.");
    }
    return new ModuleDraft(directory, "dotnet")
        .command(CommandKind.INSTALL, "dotnet restore")
        .command(CommandKind.TEST, "dotnet test")
        .command(CommandKind.BUILD, "dotnet build")
        .commandIf(
            directory.has(".editorconfig"), CommandKind.LINT, "dotnet format --verify-no-changes")
        .commandIf(directory.has(".editorconfig"), CommandKind.FORMAT, "dotnet format")
        .outputs("bin/", "obj/")
        .build();
  }

  private static long count(ProjectDirectory directory, String ending) {
    return directory.names().filter(name -> name.endsWith(ending)).count();
  }

  @Override
  public boolean coversBelow(ProjectDirectory directory) {
    return true;
  }
}
