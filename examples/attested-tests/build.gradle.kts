// The same project for Gradle 8 or newer. Shown only: the build of loopgen runs pom.xml.
plugins {
  java
}

repositories {
  maven { url = uri(providers.gradleProperty("loopgen.repository").get()) }
  mavenCentral()
}

java {
  toolchain { languageVersion = JavaLanguageVersion.of(17) }
}

dependencies {
  testImplementation(platform("org.junit:junit-bom:6.0.3"))
  testImplementation(platform("dev.loopgen:loopgen-bom:0.1.0-SNAPSHOT"))
  testImplementation("dev.loopgen:loopgen-junit")
  testImplementation("dev.loopgen:loopgen-attest")
  testImplementation("org.junit.jupiter:junit-jupiter")
  testRuntimeOnly("org.junit.platform:junit-platform-launcher")
  testRuntimeOnly("org.slf4j:slf4j-nop:2.0.18")
}

tasks.test {
  useJUnitPlatform()
  exclude("**/*IT.class")
  // What judges a run has to run: a result from a cache is none.
  outputs.upToDateWhen { false }
}

val attested by tasks.registering(Test::class) {
  testClassesDirs = sourceSets.test.get().output.classesDirs
  classpath = sourceSets.test.get().runtimeClasspath
  useJUnitPlatform()
  include("**/*IT.class")
  shouldRunAfter(tasks.test)
  outputs.upToDateWhen { false }
}

tasks.check { dependsOn(attested) }
