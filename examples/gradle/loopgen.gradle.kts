// Runs loopgen from a Gradle build: apply(from = "loopgen.gradle.kts")
//
//   ./gradlew loopgenRun       judges the change, and records the run
//   ./gradlew loopgenCheck     fails unless the gate accepts the tree; do not have "check" depend on
//                              it, if that is a command of the loop
//
// loopgen.jar is the jar of the command, and its place comes from whoever starts the build, never from
// the change: -Ploopgen.jar=/opt/loopgen/loopgen.jar, or LOOPGEN_JAR in the environment.
//
// For documentation: it has not been run. What docs/maven-plugin.md says about a gate outside of the
// build holds here, too.

val loopgenJar: Provider<String> =
    providers.gradleProperty("loopgen.jar").orElse(providers.environmentVariable("LOOPGEN_JAR"))

fun Exec.loopgen(vararg arguments: String) {
    group = "verification"
    workingDir = rootDir
    // A verdict is about this moment: it never comes from Gradle's cache.
    outputs.upToDateWhen { false }
    doFirst {
        val jar = loopgenJar.orNull
            ?: throw GradleException("Where is loopgen.jar? Set -Ploopgen.jar or LOOPGEN_JAR.")
        commandLine("java", "-jar", jar, *arguments)
    }
}

tasks.register<Exec>("loopgenRun") {
    description = "Runs the loop on the work tree, judges the change and records the run."
    loopgen("run", ".")
}

tasks.register<Exec>("loopgenCheck") {
    description = "Decides whether the tree has the evidence that the policy of its base requires."
    mustRunAfter("loopgenRun")
    loopgen("audit", "check", ".")
}
