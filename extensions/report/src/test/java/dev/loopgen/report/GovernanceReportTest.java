package dev.loopgen.report;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.loopgen.api.governance.GovernanceSummary;
import dev.loopgen.api.governance.TestTally;
import dev.loopgen.api.json.Json;
import dev.loopgen.core.Loopgen;
import dev.loopgen.report.fixture.SampleLedgerSummaries;
import dev.loopgen.report.fixture.SampleOrganisation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the three forms of a summary say, and that names cannot speak in them. */
@Tag("slow")
final class GovernanceReportTest {

  private static final Path GOLDEN = Path.of("../../loopgen-core/src/test/resources/golden");

  @TempDir private Path directory;

  private static GovernanceSummary golden() throws InterruptedException {
    return Loopgen.governance().path(GOLDEN.resolve("ledger-ok.jsonl")).build().summarise();
  }

  private GovernanceSummary broken() throws Exception {
    SampleOrganisation.write(directory, 4, 200);
    SampleLedgerSummaries.edit(directory.resolve("checkout-web/.loopgen/audit.jsonl"));
    return Loopgen.governance()
        .path(directory)
        .path(directory.resolve("nowhere"))
        .build()
        .summarise();
  }

  private static Json.Obj npm() throws Exception {
    return (Json.Obj) Json.parse(Files.readAllBytes(GOLDEN.resolve("summary.json")));
  }

  @Test
  void json_ofNpmsLedger_hasEveryFigureOfNpm() throws Exception {
    Json.Obj ours = GovernanceReport.json(golden());

    npm()
        .members()
        .forEach(
            (name, value) -> {
              switch (name) {
                case "byLoop", "byActor" -> assertThat(only(ours, name)).isEqualTo(value);
                case "byTier", "sources", "chain" -> assertThat(ours.find(name)).isPresent();
                default -> assertThat(ours.find(name)).as(name).contains(value);
              }
            });
    assertThat(ours.object("chain").flatMap(chain -> chain.bool("valid"))).contains(true);
    Json.Obj source = (Json.Obj) ours.array("sources").orElseThrow().get(0);
    assertThat(source.find("entries")).contains(Json.of(8));
    assertThat(source.find("chainValid")).contains(Json.TRUE);
  }

  /** What npm loopgen counts as attested because the entry says so is not attested here. */
  @Test
  void json_whatIsClaimed_isNotAttested() throws Exception {
    Json.Obj tiers = GovernanceReport.json(golden()).object("byTier").orElseThrow();

    assertThat(npm().object("byTier").orElseThrow().find("attested")).contains(Json.of(1));
    assertThat(tiers.find("attested")).isEmpty();
    assertThat(tiers.find("attested-unverified")).contains(Json.of(1));
    assertThat(tiers.find("local")).contains(Json.of(7));
  }

  private static Json only(Json.Obj ours, String name) {
    Json.ObjectBuilder groups = Json.object();
    ours.object(name)
        .orElseThrow()
        .members()
        .forEach(
            (group, figures) ->
                groups.put(
                    group,
                    Json.object()
                        .putIfPresent("total", ((Json.Obj) figures).find("total"))
                        .putIfPresent("passed", ((Json.Obj) figures).find("passed"))
                        .build()));
    return groups.build();
  }

  @Test
  void json_ofABrokenLedger_keepsItsClaimsApart() throws Exception {
    Json.Obj json = GovernanceReport.json(broken());

    assertThat(json.object("chain").flatMap(chain -> chain.bool("valid"))).contains(false);
    double trusted = count(json, "total");
    double claimed = count(json.object("untrusted").orElseThrow(), "total");
    assertThat(claimed).isPositive();
    assertThat(trusted + claimed).isEqualTo(200);
    assertThat(json.array("sources").orElseThrow())
        .filteredOn(source -> ((Json.Obj) source).bool("chainValid").equals(Optional.of(false)))
        .hasSize(2);
  }

  private static double count(Json.Obj json, String name) {
    return ((Json.Num) json.find(name).orElseThrow()).value();
  }

  @Test
  void json_ofNothing_isNotValid() {
    Json.Obj json = GovernanceReport.json(GovernanceSummary.EMPTY);

    assertThat(json.object("chain").flatMap(chain -> chain.bool("valid"))).contains(false);
    assertThat(json.find("firstAt")).isEmpty();
  }

  @Test
  void markdown_saysWhatIsBrokenBeforeAnythingElse() throws Exception {
    String report = GovernanceReport.markdown(broken());

    assertThat(report.lines().limit(6).toList().toString()).contains("BROKEN", "not intact");
    assertThat(report)
        .contains("checkout-web", "was edited", "nowhere", "There is no ledger")
        .contains("NOT VALID")
        .doesNotContain("Chain integrity: **valid**");
  }

  @Test
  void markdown_ofNpmsLedger_hasItsFigures() throws Exception {
    assertThat(GovernanceReport.markdown(golden()))
        .contains("Runs: **8** (6 passed / 2 failed) — pass rate **75%**")
        .contains("Window: 2026-11-23T14:59:44.577Z → 2026-11-23T15:00:12.096Z")
        .contains("| `test-repair` | 6 | 4 | 66.6% |")
        .contains("Chain integrity: **valid**");
  }

  @Test
  void markdown_injectedNames_makeNoMarkup() throws Exception {
    String report = GovernanceReport.markdown(SampleLedgerSummaries.evil(directory));

    assertThat(report.lines().filter(line -> line.startsWith("# "))).hasSize(1);
    assertThat(report).doesNotContain("\u202e", "\u2066", "\u2028");
    String withoutCode = report.replaceAll("(?s)(`+)(?!`).+?(?<!`)\\1(?!`)", "");
    assertThat(withoutCode.replaceAll("\\\\.", ""))
        .doesNotContain("<script", "<img", "](http", "**bold**");
    int columns = 0;
    for (String line : report.lines().toList()) {
      int bars = line.startsWith("|") ? line.replaceAll("\\\\\\|", "").split("\\|", -1).length : 0;
      assertThat(bars).as(line).isIn(0, columns == 0 ? bars : columns);
      columns = bars;
    }
  }

  @Test
  void everyForm_tellsOfTests() throws Exception {
    GovernanceSummary summary = SampleLedgerSummaries.organisation(directory, 3, 300);
    TestTally total = summary.runs().tests().total();

    assertThat(total.runs()).isEqualTo(300);
    assertThat(total.lost()).isPositive();
    assertThat(GovernanceReport.text(summary))
        .contains("executed; " + total.failed() + " failed")
        .contains("Tests of the base: " + total.lost() + " lost, ")
        .contains("Tests to look at, by mentions:", "Slowest tests:", "flaky", "rounds half cents");
    assertThat(GovernanceReport.markdown(summary))
        .contains("executed; **" + total.lost() + "** lost, **")
        .contains("## Tests to look at", "## Slowest tests", "rounds half cents");
    assertThat(GovernanceReport.html(summary, SampleLedgerSummaries.NOW))
        .contains("id=\"chart-tests\"", "id=\"chart-concerns\"")
        .contains("Tests to look at", "Slowest tests", "rounds half cents");
  }

  @Test
  void everyForm_withoutEvidenceOfTests_saysNothingOfThem() throws Exception {
    assertThat(GovernanceReport.text(golden())).doesNotContain("Tests");
    assertThat(GovernanceReport.markdown(golden())).doesNotContain("Tests", "## Slowest");
    assertThat(GovernanceReport.html(golden(), SampleLedgerSummaries.NOW))
        .doesNotContain("id=\"chart-tests\"", "Tests to look at");
  }

  @Test
  void text_saysWhatIsBrokenBeforeAnythingElse() throws Exception {
    String text = GovernanceReport.text(broken());

    assertThat(text).startsWith("BROKEN: 1 ledger not intact");
    assertThat(text)
        .contains("was edited", "NOTHING TO CHECK: 1 source", "Chain: NOT INTACT, 3 of 5");
  }

  @Test
  void text_injectedNames_actOnNoTerminal() throws Exception {
    String text = GovernanceReport.text(SampleLedgerSummaries.evil(directory));

    assertThat(text.chars().filter(c -> Character.isISOControl(c) && c != '\n')).isEmpty();
    assertThat(text).doesNotContain("\u202e", "\u2066", "\u2028");
    assertThat(text.lines().filter(line -> line.startsWith("#"))).isEmpty();
  }

  @Test
  void html_holdsNoAddressAndNoHandler() throws Exception {
    String page = GovernanceReport.html(broken(), SampleLedgerSummaries.NOW);
    String own =
        page.replaceAll("(?s)<script>.*?</script>", "").replaceAll("(?s)<style>.*?</style>", "");

    assertThat(own).doesNotContain("http:", "https:", "//", "src=", "@import", "url(");
    assertThat(own).doesNotContainPattern("<[a-zA-Z][^>]*\\son[a-z]+=");
    assertThat(own).doesNotContainPattern("<[a-zA-Z][^>]*\\sstyle=");
    assertThat(page).doesNotContainPattern("url\\((?!data:)");
  }

  @Test
  void html_policy_namesExactlyTheScriptsAndTheStyleOfThePage() throws Exception {
    String page = GovernanceReport.html(golden(), SampleLedgerSummaries.NOW);

    String policy =
        first(page, "Content-Security-Policy\" content=\"([^\"]+)\"").replace("&#39;", "'");
    List<String> expected = new ArrayList<>();
    for (String element : List.of("script", "style")) {
      Matcher found = Pattern.compile("(?s)<" + element + ">(.*?)</" + element + ">").matcher(page);
      while (found.find()) {
        byte[] hash = MessageDigest.getInstance("SHA-256").digest(found.group(1).getBytes(UTF_8));
        expected.add("'sha256-" + Base64.getEncoder().encodeToString(hash) + "'");
      }
    }
    assertThat(expected).hasSize(3);
    assertThat(policy)
        .isEqualTo(
            "default-src 'none'; script-src "
                + expected.get(0)
                + " "
                + expected.get(1)
                + "; style-src "
                + expected.get(2)
                + "; base-uri 'none'; form-action 'none'");
  }

  private static String first(String text, String pattern) {
    Matcher found = Pattern.compile(pattern).matcher(text);
    assertThat(found.find()).isTrue();
    return found.group(1);
  }

  @Test
  void html_injectedNames_areEscaped() throws Exception {
    String page =
        GovernanceReport.html(SampleLedgerSummaries.evil(directory), SampleLedgerSummaries.NOW);

    assertThat(page)
        .doesNotContain("<script>window.evil", "<img", "' onmouseover", "\u202e", "\u2028")
        .contains("&lt;script&gt;window.evil=1&lt;/script&gt;");
    assertThat(page.split("<script", -1)).hasSize(4);
  }

  @Test
  void html_brokenLedger_isTheFirstThingInTheMainPart() throws Exception {
    String page = GovernanceReport.html(broken(), SampleLedgerSummaries.NOW);

    assertThat(page.substring(page.indexOf("<main")).indexOf("class=\"alert bad\"")).isLessThan(60);
    assertThat(page).doesNotContain("ledgers are intact");
  }

  @Test
  void html_ofTheSameSummary_isTheSame() throws Exception {
    assertThat(GovernanceReport.html(golden(), SampleLedgerSummaries.NOW))
        .isEqualTo(GovernanceReport.html(golden(), SampleLedgerSummaries.NOW));
  }

  @Test
  void html_ofManyRuns_staysSmall() throws Exception {
    GovernanceSummary summary = SampleLedgerSummaries.organisation(directory, 50, 20_000);

    String page = GovernanceReport.html(summary, SampleLedgerSummaries.NOW);

    assertThat(page.length()).isLessThan(1_000_000);
    assertThat(page).contains("20,000");
  }
}
