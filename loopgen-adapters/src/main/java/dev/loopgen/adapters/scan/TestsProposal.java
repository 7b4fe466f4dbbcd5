package dev.loopgen.adapters.scan;

import dev.loopgen.api.json.Json;
import java.util.List;

/**
 * A proposal for {@code verification.tests} of a loop: which files are tests, and which reports say
 * what ran.
 *
 * @param runner the test runner, for example {@code surefire}, {@code vitest} or {@code pytest}
 * @param command the command that runs the tests and writes the reports
 * @param files patterns of tests, their helpers and the runner's configuration
 * @param reports patterns of the reports that the command writes; empty if it writes none
 * @param notes what a person has to do first, in sentences
 */
public record TestsProposal(
    String runner, String command, List<String> files, List<String> reports, List<String> notes) {

  /** Copies the lists. */
  public TestsProposal {
    files = List.copyOf(files);
    reports = List.copyOf(reports);
    notes = List.copyOf(notes);
  }

  /**
   * Returns the block {@code tests} of a loop that runs the commands of several proposals.
   *
   * @param proposals the proposals, of one project
   * @return an object with {@code files} and, if there are any, {@code reports}
   */
  public static Json.Obj joined(List<TestsProposal> proposals) {
    List<String> files = proposals.stream().flatMap(p -> p.files.stream()).distinct().toList();
    List<String> reports = proposals.stream().flatMap(p -> p.reports.stream()).distinct().toList();
    Json.ObjectBuilder block = Json.object().put("files", Json.strings(files));
    if (!reports.isEmpty()) {
      block.put("reports", Json.strings(reports));
    }
    return block.build();
  }

  /**
   * Writes the proposals of one project for programs.
   *
   * @param proposals the proposals
   * @return an object with {@code runners}, {@code commands}, the block {@code tests} and {@code
   *     notes}
   */
  public static Json.Obj json(List<TestsProposal> proposals) {
    return Json.object()
        .put("runners", Json.strings(proposals.stream().map(TestsProposal::runner).toList()))
        .put("commands", Json.strings(proposals.stream().map(TestsProposal::command).toList()))
        .put("tests", joined(proposals))
        .put("notes", Json.strings(notes(proposals)))
        .build();
  }

  /**
   * Returns what a person has to do first for several proposals.
   *
   * @param proposals the proposals, of one project
   * @return sentences, each once
   */
  public static List<String> notes(List<TestsProposal> proposals) {
    return proposals.stream().flatMap(proposal -> proposal.notes.stream()).distinct().toList();
  }
}
