package dev.loopgen.core.internal.policy;

import dev.loopgen.api.attest.CertificateClaims.Claim;
import dev.loopgen.api.attest.CiIdentity;
import dev.loopgen.api.attest.ClaimRule;
import dev.loopgen.api.attest.ExpectedIdentity;
import dev.loopgen.api.json.Json;
import java.util.List;
import java.util.Optional;

/** Reads one signer of runs or waivers in a policy: a key, a person, or a CI job. */
final class SignerReader {

  private static final List<String> KINDS = List.of("key", "person", "github", "gitlab", "ci");
  private static final String GITHUB_REPOSITORY = "https://github\\.com/[^/@\\s]+/[^/@\\s]+";
  private static final String GITLAB_PROJECT = "https://gitlab\\.com/[^@\\s]+[^/@\\s]";

  private final boolean anyCommit;

  private SignerReader(boolean anyCommit) {
    this.anyCommit = anyCommit;
  }

  /** Reads who may sign runs. */
  static ExpectedIdentity read(StrictMapping signer) {
    return new SignerReader(false).identity(signer);
  }

  /** Reads who may sign waivers. A CI job need not run at the judged commit for that. */
  static ExpectedIdentity waiver(StrictMapping signer) {
    return new SignerReader(true).identity(signer);
  }

  private ExpectedIdentity identity(StrictMapping signer) {
    List<String> given = KINDS.stream().filter(signer::has).toList();
    signer.end();
    if (given.size() != 1) {
      throw signer.invalid("must be exactly one of: " + String.join(", ", KINDS));
    }
    return switch (given.get(0)) {
      case "key" -> key(signer);
      case "person" -> person(signer.mapping("person").orElseThrow());
      case "github" -> github(signer.mapping("github").orElseThrow());
      case "gitlab" -> gitlab(signer.mapping("gitlab").orElseThrow());
      default -> ci(signer.mapping("ci").orElseThrow());
    };
  }

  private static ExpectedIdentity key(StrictMapping signer) {
    return new ExpectedIdentity.Key(
        PublicKeyReader.read(signer.requiredText("key"))
            .orElseThrow(
                () ->
                    signer.invalid(
                        "key",
                        "must be a public key in PEM, Ed25519 or ECDSA P-256, between its BEGIN and"
                            + " END lines")));
  }

  private static ExpectedIdentity person(StrictMapping person) {
    String issuer = person.requiredText("issuer");
    String email = person.requiredText("email");
    person.end();
    return person.make(() -> new ExpectedIdentity.Person(issuer, email));
  }

  private ExpectedIdentity github(StrictMapping fields) {
    String repository = fields.requiredText("repository");
    if (!repository.matches(GITHUB_REPOSITORY)) {
      throw fields.invalid("repository", "must be a URL such as https://github.com/acme/shop");
    }
    String workflow = fields.requiredText("workflow");
    String signer = workflow.startsWith("https://") ? workflow : repository + "/" + workflow;
    if (!signer.matches(GITHUB_REPOSITORY + "/\\.github/workflows/[^/@\\s]+\\.ya?ml")) {
      throw fields.invalid(
          "workflow",
          "must be a file such as .github/workflows/loop.yml, preceded by the URL of its repository"
              + " if that is another one");
    }
    return job(
        fields, CiIdentity.GITHUB, signer, Optional.of(repository), List.of("github-hosted"));
  }

  private ExpectedIdentity gitlab(StrictMapping fields) {
    String project = fields.requiredText("project");
    if (!project.matches(GITLAB_PROJECT)) {
      throw fields.invalid("project", "must be a URL such as https://gitlab.com/acme/shop");
    }
    String configuration = fields.requiredText("configuration");
    String signer =
        configuration.startsWith("https://") ? configuration : project + "//" + configuration;
    if (!signer.matches(GITLAB_PROJECT + "//[^@\\s]+")) {
      throw fields.invalid(
          "configuration",
          "must be a file such as .gitlab-ci.yml, preceded by the URL of its project and // if that"
              + " is another one");
    }
    return job(fields, CiIdentity.GITLAB, signer, Optional.of(project), List.of("gitlab-hosted"));
  }

  private ExpectedIdentity ci(StrictMapping fields) {
    return job(
        fields,
        fields.requiredText("issuer"),
        fields.requiredText("signer"),
        fields.text("repository"),
        List.of());
  }

  private ExpectedIdentity job(
      StrictMapping fields,
      String issuer,
      String signer,
      Optional<String> repository,
      List<String> usualRunners) {
    Optional<ClaimRule> ref = rule(fields, "ref");
    Optional<String> digest = fields.text("digest");
    Optional<ClaimRule> sourceRef = rule(fields, "sourceRef");
    List<String> runners = fields.texts("runners");
    List<String> triggers = fields.texts("denyTriggers");
    Optional<String> repositoryId = fields.text("repositoryId");
    Optional<String> ownerId = fields.text("ownerId");
    fields.end();
    if (ref.isEmpty() && digest.isEmpty()) {
      throw fields.invalid(
          "must name the ref or digest at which the workflow is trusted; otherwise the change"
              + " itself could supply it");
    }
    return fields.make(
        () -> {
          CiIdentity.Builder builder = CiIdentity.builder(issuer, ClaimRule.exactly(signer));
          ref.ifPresent(builder::signerRef);
          digest.ifPresent(builder::signerDigest);
          sourceRef.ifPresent(builder::ref);
          repository.ifPresent(builder::repository);
          (runners.isEmpty() ? usualRunners : runners).forEach(builder::runner);
          triggers.forEach(builder::denyTrigger);
          if (anyCommit) {
            builder.anyCommit();
          }
          repositoryId.ifPresent(
              id -> builder.claim(Claim.SOURCE_REPOSITORY_ID, ClaimRule.exactly(id)));
          ownerId.ifPresent(
              id -> builder.claim(Claim.SOURCE_REPOSITORY_OWNER_ID, ClaimRule.exactly(id)));
          return builder.build();
        });
  }

  /** Reads a text, which must match exactly, or a mapping with a regular expression. */
  private static Optional<ClaimRule> rule(StrictMapping fields, String name) {
    return fields.value(
        name,
        value -> {
          if (value instanceof Json.Text text && !text.value().isBlank()) {
            return Optional.of(ClaimRule.exactly(text.value()));
          }
          if (value instanceof Json.Obj) {
            StrictMapping rule = fields.mapping(name).orElseThrow();
            String regex = rule.requiredText("matching");
            rule.end();
            return Optional.of(rule.make(() -> ClaimRule.matching(regex)));
          }
          return Optional.empty();
        },
        "must be a text, or a mapping with matching and a regular expression");
  }
}
