package dev.loopgen.cli.doctor;

import java.util.List;

/** Looks for one kind of trouble. */
@FunctionalInterface
interface Check {

  List<Diagnosis> of(Patient patient) throws InterruptedException;
}
