package dev.loopgen.adapters.scan;

import java.util.List;
import java.util.Optional;

/** Ruby with Bundler; its files are programs, so only their names are looked at. */
final class RubyBundle implements Ecosystem {

  @Override
  public List<String> manifests() {
    return List.of("Gemfile");
  }

  @Override
  public Optional<String> name(ProjectDirectory directory) {
    return directory
        .names()
        .filter(name -> name.endsWith(".gemspec"))
        .map(name -> name.substring(0, name.length() - ".gemspec".length()))
        .findFirst();
  }

  @Override
  public ProjectModule module(ProjectDirectory directory) {
    boolean rspec =
        directory.has(".rspec") || directory.below().anyMatch(file -> file.endsWith("_spec.rb"));
    boolean rubocop = directory.has(".rubocop.yml");
    return new ModuleDraft(directory, "bundler")
        .command(CommandKind.INSTALL, "bundle install")
        .commandIf(rspec, CommandKind.TEST, "bundle exec rspec")
        .commandIf(!rspec && directory.has("Rakefile"), CommandKind.TEST, "bundle exec rake test")
        .commandIf(rubocop, CommandKind.LINT, "bundle exec rubocop")
        .commandIf(rubocop, CommandKind.FORMAT, "bundle exec rubocop --autocorrect")
        .outputs("vendor/bundle/", ".bundle/")
        .build();
  }

  @Override
  public boolean coversBelow(ProjectDirectory directory) {
    return false;
  }
}
