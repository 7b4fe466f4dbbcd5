package dev.loopgen.packaging;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasModifiers.Predicates.modifier;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.nio.file.Path;
import java.security.Provider;
import java.security.Security;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** The rules of the design, read off the classes of the jars. */
final class ArchitectureIT {

  private static final String TEMPLATE = "io.jstach.jstache.JStache";

  /** The extension for JUnit refers to classes of this jar, which is not looked at. */
  private static final String ONLY_REFERRED_TO = "dev.loopgen.sigstore.fixture";

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .importUrls(
              Stream.of(
                      "loopgen-adapters",
                      "loopgen-api",
                      "loopgen-attest",
                      "loopgen-attest-sigstore",
                      "loopgen-core",
                      "loopgen-junit",
                      "loopgen-ledger-jdbc",
                      "loopgen-report",
                      "loopgen-testkit")
                  .map(artifact -> url(Jars.of(artifact)))
                  .toList());

  @Test
  void classes_areAllThere() {
    assertThat(CLASSES.size()).isGreaterThan(150);
  }

  @Test
  void packages_haveNoCycles() {
    slices().matching("dev.loopgen.(**)").should().beFreeOfCycles().check(CLASSES);
  }

  @Test
  void api_dependsOnTheJdkAlone() {
    check(
        noClasses()
            .that()
            .resideInAPackage("dev.loopgen.api..")
            .should()
            .dependOnClassesThat()
            .resideOutsideOfPackages("dev.loopgen.api..", "java..", "org.jspecify.annotations.."));
  }

  @Test
  void attest_dependsOnTheJdkAndTheApi() {
    check(
        noClasses()
            .that()
            .resideInAnyPackage("dev.loopgen.attest", "dev.loopgen.attest.bundle")
            .should()
            .dependOnClassesThat()
            .resideOutsideOfPackages(
                "dev.loopgen.attest..",
                "dev.loopgen.api..",
                "java..",
                "org.jspecify.annotations.."));
    check(
        noClasses()
            .that()
            .resideInAPackage("dev.loopgen.attest.witness")
            .and()
            .haveNameNotMatching(".*\\.WitnessServer(\\$.*)?")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("com.sun.net.httpserver.."));
    check(
        noClasses()
            .that()
            .resideInAnyPackage("dev.loopgen.attest", "dev.loopgen.attest.bundle")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dev.loopgen.attest.witness", "java.net.http.."));
  }

  @Test
  void adapters_seeTheApiAlone() {
    check(
        noClasses()
            .that()
            .resideInAPackage("dev.loopgen.adapters..")
            .should()
            .dependOnClassesThat()
            .resideOutsideOfPackages(
                "dev.loopgen.adapters..",
                "dev.loopgen.api..",
                "java..",
                "javax.net.ssl..",
                "javax.xml.stream..",
                "org.jspecify.annotations..",
                "org.slf4j..",
                "tools.jackson.."));
    check(
        noClasses()
            .that()
            .resideOutsideOfPackage("dev.loopgen.adapters.internal..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("tools.jackson.."));
  }

  @Test
  void engine_doesNotSeeTheAdapters() {
    check(
        noClasses()
            .that()
            .resideInAnyPackage("dev.loopgen.core..", "dev.loopgen.attest..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("dev.loopgen.adapters.."));
  }

  @Test
  void reports_dependOnTheJdkAndTheApi() {
    check(
        noClasses()
            .that()
            .resideInAPackage("dev.loopgen.report..")
            .should()
            .dependOnClassesThat()
            .resideOutsideOfPackages(
                "dev.loopgen.report..",
                "dev.loopgen.api..",
                "java..",
                "javax.xml.stream..",
                "io.jstach.jstache..",
                "org.jspecify.annotations.."));
    check(
        noClasses()
            .that()
            .resideOutsideOfPackage("dev.loopgen.report.internal..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.jstach.."));
  }

  @Test
  void reports_areWrittenByFewClasses() {
    DescribedPredicate<JavaClass> exported =
        resideInAnyPackage(
                "dev.loopgen.report", "dev.loopgen.report.decision", "dev.loopgen.report.run")
            .and(modifier(JavaModifier.PUBLIC));
    assertThat(CLASSES.that(exported))
        .extracting(JavaClass::getSimpleName)
        .containsExactlyInAnyOrder(
            "GovernanceReport",
            "DecisionReport",
            "LedgerReport",
            "OutputLines",
            "PolicyReport",
            "RequirementsReport",
            "RunText");
  }

  @Test
  void sigstore_isSeenByItsModuleAlone() {
    check(
        noClasses()
            .that()
            .resideOutsideOfPackage("dev.loopgen.attest.sigstore")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dev.sigstore..", "org.bouncycastle..", "io.grpc.."));
  }

  @Test
  void libraries_installNoSecurityProvider() {
    check(noClasses().should().callMethod(Security.class, "addProvider", Provider.class));
    check(
        noClasses()
            .should()
            .callMethod(Security.class, "insertProviderAt", Provider.class, int.class));
  }

  @Test
  void engine_doesNotSeeTheAttestations() {
    check(
        noClasses()
            .that()
            .resideInAPackage("dev.loopgen.core..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("dev.loopgen.attest.."));
  }

  @Test
  void verifyingALedger_doesNotSeeAppendingOrItsHistory() {
    separate(
        "dev.loopgen.core.internal.ledger.verify..",
        "dev.loopgen.core.internal.ledger.append..",
        "dev.loopgen.core.internal.ledger.history..");
  }

  @Test
  void ledger_seesNothingThatJudges() {
    separate(
        "dev.loopgen.core.internal.ledger..",
        "dev.loopgen.core.internal.exec..",
        "dev.loopgen.core.internal.expectation..",
        "dev.loopgen.core.internal.gate..",
        "dev.loopgen.core.internal.governance..",
        "dev.loopgen.core.internal.guard..",
        "dev.loopgen.core.internal.run..",
        "dev.loopgen.core.internal.tree..");
  }

  @Test
  void expectation_doesNotSeeTheGuard() {
    separate("dev.loopgen.core.internal.expectation..", "dev.loopgen.core.internal.guard..");
  }

  @Test
  void gate_runsNothing() {
    separate(
        "dev.loopgen.core.internal.gate..",
        "dev.loopgen.core.internal.exec..",
        "dev.loopgen.core.internal.export..",
        "dev.loopgen.core.internal.isolation..",
        "dev.loopgen.core.internal.run..");
  }

  @Test
  void isolation_doesNotSeeWhatItIsolates() {
    separate(
        "dev.loopgen.core.internal.isolation..",
        "dev.loopgen.core.internal.exec..",
        "dev.loopgen.core.internal.ledger..",
        "dev.loopgen.core.internal.run..",
        "dev.loopgen.core.internal.tree..");
  }

  @Test
  void readingReplies_touchesNoFilesAndRunsNothing() {
    check(
        noClasses()
            .that()
            .resideInAnyPackage(
                "dev.loopgen.core.internal.driven.action..",
                "dev.loopgen.core.internal.driven.dialect..",
                "dev.loopgen.core.internal.driven.edit..",
                "dev.loopgen.core.internal.driven.failure..",
                "dev.loopgen.core.internal.driven.progress..",
                "dev.loopgen.core.internal.driven.prompt..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                "java.nio.file..",
                "dev.loopgen.core.internal.driven",
                "dev.loopgen.core.internal.driven.confine..",
                "dev.loopgen.core.internal.driven.journal..",
                "dev.loopgen.core.internal.exec..",
                "dev.loopgen.core.internal.files..",
                "dev.loopgen.core.internal.run.."));
  }

  @Test
  void testkit_doesNotSeeTheEngine() {
    check(
        noClasses()
            .that()
            .resideInAPackage("dev.loopgen.testkit..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("dev.loopgen.core.."));
  }

  @Test
  void testkit_doesNotSeeTheExtensionForJUnit() {
    separate("dev.loopgen.testkit..", "dev.loopgen.junit..");
  }

  @Test
  void exportedSignatures_nameOnlyTheJdkAndTheApi() {
    check(
        methods()
            .that()
            .areDeclaredInClassesThat()
            .resideInAnyPackage(
                "dev.loopgen.adapters",
                "dev.loopgen.adapters.acp",
                "dev.loopgen.adapters.agents",
                "dev.loopgen.adapters.scan",
                "dev.loopgen.core",
                "dev.loopgen.attest",
                "dev.loopgen.attest.bundle",
                "dev.loopgen.attest.sigstore",
                "dev.loopgen.ledger.jdbc",
                "dev.loopgen.report..",
                "dev.loopgen.api..")
            .and()
            .areDeclaredInClassesThat()
            .resideOutsideOfPackage("dev.loopgen.api.internal..")
            .and()
            .areDeclaredInClassesThat()
            .arePublic()
            .and()
            .arePublic()
            .should(
                nameOnly(
                    "java.",
                    "javax.sql.",
                    "dev.loopgen.adapters.",
                    "dev.loopgen.api.",
                    "dev.loopgen.attest.",
                    "dev.loopgen.core.",
                    "dev.loopgen.ledger.jdbc.",
                    "dev.loopgen.report.")));
  }

  @Test
  void libraries_doNotTalkOnStandardStreams() {
    check(noClasses().should().accessField(System.class, "out"));
    check(noClasses().should().accessField(System.class, "err"));
    check(noClasses().should().callMethod(Throwable.class, "printStackTrace"));
    check(noClasses().should().callMethod(System.class, "exit", int.class));
  }

  @Test
  void timeAndIds_areInjected() {
    check(
        noClasses()
            .that()
            .doNotHaveFullyQualifiedName("dev.loopgen.core.LoopRunnerBuilder")
            .and()
            .doNotHaveFullyQualifiedName("dev.loopgen.core.GateBuilder")
            .and()
            .doNotHaveFullyQualifiedName("dev.loopgen.adapters.ModelEndpoint$Builder")
            .and()
            .doNotHaveFullyQualifiedName("dev.loopgen.attest.sigstore.SigstoreVerifier")
            .and()
            .doNotHaveFullyQualifiedName("dev.loopgen.attest.sigstore.KeylessAttestor$Builder")
            .and()
            .doNotHaveFullyQualifiedName("dev.loopgen.core.internal.tree.JGitChangeDetector")
            .and()
            .haveSimpleNameNotEndingWith("Contract")
            .should()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(UUID.class, "randomUUID")
            .orShould()
            .callMethod(Clock.class, "systemUTC")
            .orShould()
            .callMethod(System.class, "currentTimeMillis"));
  }

  @Test
  void packages_areAllNullMarked() {
    for (JavaPackage found : CLASSES.getPackage("dev.loopgen").getSubpackagesInTree()) {
      if (!found.getClasses().isEmpty() && !found.getName().startsWith(ONLY_REFERRED_TO)) {
        assertThat(found.isAnnotatedWith(NullMarked.class)).as(found.getName()).isTrue();
      }
    }
  }

  @Test
  void implementations_areFinalOrSealedAway() {
    DescribedPredicate<JavaClass> open =
        DescribedPredicate.describe(
            "open for extension",
            type ->
                !type.isInterface()
                    && !type.isRecord()
                    && !type.isEnum()
                    && !type.getModifiers().contains(JavaModifier.FINAL)
                    && !type.getModifiers().contains(JavaModifier.ABSTRACT)
                    && !type.isAnonymousClass()
                    && !isCompiledTemplate(type)
                    && !type.isAssignableTo(Throwable.class));
    assertThat(CLASSES.that(open)).extracting(JavaClass::getName).isEmpty();
  }

  /** The template engine makes classes that are not final, so nobody outside may see them. */
  private static boolean isCompiledTemplate(JavaClass type) {
    String model = type.getName().replaceFirst("Renderer$", "");
    return type.getPackageName().contains(".internal")
        && !type.getModifiers().contains(JavaModifier.PUBLIC)
        && CLASSES.contain(model)
        && CLASSES.get(model).isAnnotatedWith(TEMPLATE);
  }

  private static URL url(Path jar) {
    try {
      return URI.create("jar:" + jar.toUri() + "!/").toURL();
    } catch (MalformedURLException e) {
      throw new UncheckedIOException(new IOException(e));
    }
  }

  private static void separate(String from, String... unseen) {
    check(
        noClasses()
            .that()
            .resideInAPackage(from)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(unseen));
  }

  private static void check(ArchRule rule) {
    rule.check(CLASSES);
  }

  private static ArchCondition<JavaMethod> nameOnly(String... prefixes) {
    return new ArchCondition<>("name only types of " + String.join(", ", prefixes)) {
      @Override
      public void check(JavaMethod method, ConditionEvents events) {
        method.getAllInvolvedRawTypes().stream()
            .map(JavaClass::getBaseComponentType)
            .filter(type -> !type.isPrimitive() && !startsWithAny(type.getName()))
            .forEach(
                type ->
                    events.add(
                        SimpleConditionEvent.violated(
                            method, method.getFullName() + " names " + type.getName())));
      }

      private boolean startsWithAny(String name) {
        for (String prefix : prefixes) {
          if (name.startsWith(prefix) && !name.contains(".internal.")) {
            return true;
          }
        }
        return false;
      }
    };
  }
}
