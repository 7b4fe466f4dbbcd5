package dev.loopgen.report;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.loopgen.api.governance.GovernanceSummary;
import dev.loopgen.core.Loopgen;
import dev.loopgen.report.fixture.HeadlessBrowser;
import dev.loopgen.report.fixture.SampleLedgerSummaries;
import dev.loopgen.report.fixture.SampleOrganisation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page in a browser; skipped where there is none. */
@Tag("slow")
final class DashboardBrowserTest {

  private static final int ENTER = 13;

  /** Whether nothing makes the page wider than the window. */
  private static final String FITS =
      "document.documentElement.scrollWidth === document.documentElement.clientWidth";

  @TempDir private static Path directory;
  private static HeadlessBrowser browser;
  private static Path organisation;
  private static Path broken;
  private static Path evil;
  private static Path empty;

  @BeforeAll
  static void writePages() throws Exception {
    browser = HeadlessBrowser.start();
    organisation =
        page(
            "organisation",
            SampleLedgerSummaries.organisation(directory.resolve("org"), 50, 20_000));
    SampleOrganisation.write(directory.resolve("broken"), 5, 400);
    SampleLedgerSummaries.edit(directory.resolve("broken/checkout-web/.loopgen/audit.jsonl"));
    broken =
        page(
            "broken",
            Loopgen.governance()
                .path(directory.resolve("broken"))
                .path(directory.resolve("nowhere"))
                .build()
                .summarise());
    evil = page("evil", SampleLedgerSummaries.evil(directory.resolve("evil")));
    empty = page("empty", GovernanceSummary.EMPTY);
  }

  @AfterAll
  static void stop() throws Exception {
    if (browser != null) {
      browser.close();
    }
  }

  private static Path page(String name, GovernanceSummary summary) throws Exception {
    return Files.writeString(
        directory.resolve(name + ".html"),
        GovernanceReport.html(summary, SampleLedgerSummaries.NOW));
  }

  private static void load(Path page) throws Exception {
    browser.emulate("screen", "light");
    browser.resize(1280, 900);
    browser.load(page);
  }

  private static String text(String expression) throws Exception {
    return browser.evaluate(expression);
  }

  private static int number(String expression) throws Exception {
    return Integer.parseInt(text(expression));
  }

  private static String visibleRows(String section) {
    return "[...document.querySelectorAll('#" + section + " tbody')].filter(r => !r.hidden)";
  }

  private static void type(String selector, String value) throws Exception {
    browser.evaluate(
        "(e => { e.value = '"
            + value
            + "'; e.dispatchEvent(new Event('input')); e.dispatchEvent(new Event('change'));"
            + " return ''; })(document.querySelector('"
            + selector
            + "'))");
  }

  @Test
  void pages_complainOfNothingAndAskForNothing() throws Exception {
    for (Path page : new Path[] {organisation, broken, evil, empty}) {
      load(page);

      assertThat(browser.complaints()).isEmpty();
      assertThat(browser.requests()).containsExactly(page.toUri().toString());
    }
  }

  @Test
  void organisation_isDrawn() throws Exception {
    load(organisation);

    assertThat(number("document.querySelectorAll('canvas').length")).isEqualTo(6);
    assertThat(
            text(
                "[...document.querySelectorAll('canvas')].every(c =>"
                    + " c.getContext('2d').getImageData(0, 0, c.width, c.height).data.some(v =>"
                    + " v))"))
        .isEqualTo("true");
    assertThat(text("document.querySelector('.card .value').textContent")).isEqualTo("20,000");
    assertThat(text("document.querySelector('.ok').textContent"))
        .contains("all 50 ledgers are intact");
    assertThat(number("document.querySelectorAll('.alert').length")).isZero();
    assertThat(number("document.querySelectorAll('*').length")).isLessThan(25_000);
    assertThat(text(FITS)).isEqualTo("true");
  }

  @Test
  void table_isFilteredAndShowsAll() throws Exception {
    load(organisation);
    assertThat(number(visibleRows("sources") + ".length")).isEqualTo(12);

    browser.click("#sources .more");
    assertThat(number(visibleRows("sources") + ".length")).isEqualTo(50);
    type("#sources input", "payments");
    assertThat(number(visibleRows("sources") + ".length")).isEqualTo(5);
    assertThat(text(visibleRows("sources") + ".every(r => r.textContent.includes('payments-'))"))
        .isEqualTo("true");
    type("#sources input", "no such thing");
    assertThat(text("document.querySelector('#sources .shown').textContent"))
        .isEqualTo("Nothing matches.");
  }

  @Test
  void table_isSortedByNumbersAndNames() throws Exception {
    load(organisation);
    String runs =
        visibleRows("loops") + ".map(r => Number(r.rows[0].cells[1].dataset.v)).join(' ')";
    String header = "#loops th:nth-child(2)";

    browser.click(header + " button");
    assertThat(text("document.querySelector('" + header + "').ariaSort")).isEqualTo("descending");
    assertThat(text(runs)).isEqualTo(text(sorted(runs, "b - a")));
    browser.click(header + " button");
    assertThat(text("document.querySelector('" + header + "').ariaSort")).isEqualTo("ascending");
    assertThat(text(runs)).isEqualTo(text(sorted(runs, "a - b")));
    browser.click("#loops th:nth-child(1) button");
    assertThat(text(visibleRows("loops") + "[0].textContent")).contains("dependency-update");
  }

  private static String sorted(String list, String order) {
    return "(" + list + ").split(' ').sort((a, b) => " + order + ").join(' ')";
  }

  @Test
  void runs_areFilteredByVerdict() throws Exception {
    load(organisation);

    type("#runs select", "forbidden");

    assertThat(number(visibleRows("runs") + ".length")).isPositive();
    assertThat(text(visibleRows("runs") + ".every(r => r.dataset.verdict === 'Forbidden')"))
        .isEqualTo("true");
  }

  @Test
  void run_isOpenedByTheKeyboard() throws Exception {
    load(organisation);
    assertThat(text("document.querySelector('#run-0').hidden")).isEqualTo("true");

    browser.evaluate("document.querySelector('[aria-controls=run-0]').focus() || ''");
    browser.press("Enter", ENTER);

    assertThat(text("document.querySelector('#run-0').hidden")).isEqualTo("false");
    assertThat(text("document.querySelector('[aria-controls=run-0]').ariaExpanded"))
        .isEqualTo("true");
    assertThat(text("document.querySelector('#run-0').textContent")).contains("exit", "run ");
  }

  @Test
  void everyControl_isReachedByTheKeyboardAndNamed() throws Exception {
    load(organisation);

    assertThat(
            text(
                "[...document.querySelectorAll('button, input, select')].filter(e => !e.hidden)"
                    + ".every(e => e.tabIndex === 0 && (e.textContent.trim() ||"
                    + " e.closest('label').textContent.trim()))"))
        .isEqualTo("true");
  }

  @Test
  void colours_followTheSchemeAndTheButton() throws Exception {
    load(organisation);
    String background = "getComputedStyle(document.body).backgroundColor";
    String light = text(background);

    browser.emulate("screen", "dark");
    String dark = text(background);
    browser.click("#theme");

    assertThat(dark).isNotEqualTo(light);
    assertThat(text(background)).isEqualTo(light);
    assertThat(browser.complaints()).isEmpty();
  }

  @Test
  void narrowWindow_doesNotScrollSideways() throws Exception {
    load(organisation);

    browser.resize(390, 800);

    assertThat(text(FITS)).isEqualTo("true");
  }

  @Test
  void brokenLedger_isSeenFirstOnScreenAndPaper() throws Exception {
    load(broken);

    for (String medium : new String[] {"screen", "print"}) {
      browser.emulate(medium, "light");
      String banner = "document.querySelector('main').firstElementChild";
      assertThat(text(banner + ".className")).isEqualTo("alert bad");
      assertThat(text(banner + ".textContent"))
          .contains("1 ledger is not intact", "checkout-web", "was edited");
      assertThat(text("getComputedStyle(" + banner + ".querySelector('h2')).color"))
          .isEqualTo("rgb(196, 49, 75)");
      assertThat(text(banner + ".getBoundingClientRect().top < 200")).isEqualTo("true");
    }
    assertThat(text("document.querySelectorAll('.alert')[1].textContent")).contains("nowhere");
    assertThat(text("document.querySelector('#sources tbody').textContent"))
        .contains("Not intact: edited");
    assertThat(number("document.querySelectorAll('.ok').length")).isZero();
  }

  @Test
  void brokenLedger_isPinnedThoughTheTableShowsAFewRows() throws Exception {
    load(broken);

    browser.click("#sources th:nth-child(3) button");
    browser.click("#sources th:nth-child(3) button");

    assertThat(text(visibleRows("sources") + ".some(r => r.classList.contains('bad'))"))
        .isEqualTo("true");
  }

  @Test
  void injectedNames_stayText() throws Exception {
    load(evil);

    assertThat(text("typeof window.evil")).isEqualTo("undefined");
    assertThat(number("document.querySelectorAll('script').length")).isEqualTo(3);
    assertThat(number("document.querySelectorAll('img, iframe, object, a:not(.skip)').length"))
        .isZero();
    assertThat(
            text(
                "[...document.querySelectorAll('*')].flatMap(e => [...e.attributes])"
                    + ".filter(a => a.name.startsWith('on') || a.name === 'style' &&"
                    + " !a.ownerElement.closest('.uplot')).length"))
        .isEqualTo("0");
    String page = text("document.querySelector('main').textContent");
    assertThat(page)
        .contains(
            "<script>window.evil=1</script>",
            "\"><img src=x onerror=window.evil=2>",
            "</script><script>window.evil=3</script>",
            "{{{window}}} {{#runs}} ${evil} <%= evil %>",
            "javascript:window.evil=5")
        .doesNotContain("\u202e", "\u2066", "\u2028");
  }

  @Test
  void policy_letsNothingElseAct() throws Exception {
    load(organisation);

    browser.evaluate(
        "(() => { const s = document.createElement('script'); s.textContent = 'window.evil = 1';"
            + " document.body.append(s); return ''; })()");
    browser.evaluate(
        "(() => { const d = document.createElement('div');"
            + " d.innerHTML = '<img src=data:, onerror=\"window.evil = 2\">';"
            + " document.body.append(d); return ''; })()");
    browser.evaluate("fetch('https://evil.example/').then(() => '', () => '')");

    assertThat(text("typeof window.evil")).isEqualTo("undefined");
    assertThat(browser.complaints()).isNotEmpty();
  }

  @Test
  void print_makesPagesAndLeavesTheScreenAsItWas() throws Exception {
    load(organisation);
    browser.click("#theme");
    String dark = text("document.documentElement.dataset.theme");

    byte[] pdf = browser.pdf();

    assertThat(new String(pdf, 0, 5, ISO_8859_1)).isEqualTo("%PDF-");
    assertThat(pdf).hasSizeBetween(50_000, 5_000_000);
    assertThat(text("document.documentElement.dataset.theme")).isEqualTo(dark).isEqualTo("dark");
    assertThat(browser.complaints()).isEmpty();
  }

  /** Whether each chart has ink between its axes, and not only beside them. */
  private static final String DRAWN =
      "[...document.querySelectorAll('.u-over')].every(o => {"
          + " const c = o.parentElement.querySelector('canvas');"
          + " const r = o.getBoundingClientRect(), b = c.getBoundingClientRect();"
          + " const k = c.width / b.width;"
          + " const d = c.getContext('2d').getImageData((r.left - b.left) * k, (r.top - b.top) * k,"
          + " r.width * k, r.height * k).data;"
          + " for (let i = 0; i < d.length; i += 4)"
          + " if (d[i + 3] > 200 && Math.max(d[i], d[i + 1], d[i + 2]) - Math.min(d[i], d[i + 1],"
          + " d[i + 2]) > 30) return true;"
          + " return false; })";

  private static Path young(String name, LocalDate... days) throws Exception {
    return page(name, YoungLedger.of(directory.resolve(name), YoungLedger.CI_RUN, days));
  }

  private static void assertYoungPageIsDrawn(Path page) throws Exception {
    load(page);

    assertThat(browser.complaints()).isEmpty();
    assertThat(number("document.querySelectorAll('canvas').length")).isEqualTo(4);
    String[] ids = {"chart-runs", "chart-rate", "chart-time"};
    for (String id : ids) {
      assertThat(text(DRAWN.replace("'.u-over'", "'#" + id + " .u-over'")))
          .as(id)
          .isEqualTo("true");
    }
  }

  @Test
  void oneRun_isDrawnOnItsDay() throws Exception {
    assertYoungPageIsDrawn(young("run", SampleOrganisation.LAST_DAY));

    assertThat(text("document.querySelector('.top .sub').textContent")).isEqualTo("2026-11-20");
  }

  @Test
  void oneDay_isDrawn() throws Exception {
    LocalDate day = SampleOrganisation.LAST_DAY;

    assertYoungPageIsDrawn(young("day", day, day, day, day));
  }

  @Test
  void threeDaysApart_areDrawn() throws Exception {
    LocalDate day = SampleOrganisation.LAST_DAY;

    assertYoungPageIsDrawn(young("days", day.minusDays(3), day));
  }

  @Test
  void twoYears_areDrawn() throws Exception {
    LocalDate day = SampleOrganisation.LAST_DAY;

    assertYoungPageIsDrawn(
        young(
            "years",
            IntStream.rangeClosed(0, 24)
                .mapToObj(i -> day.minusMonths(24 - i))
                .toArray(LocalDate[]::new)));
  }

  /** Waits until something is true. */
  private static String becomes(String expression) throws Exception {
    return text(
        "new Promise(done => { const look = () => "
            + expression
            + " ? done('true') : setTimeout(look, 20); look(); })");
  }

  @Test
  void narrowWindow_saysThatATableScrolls() throws Exception {
    load(organisation);
    String wide =
        "[...document.querySelectorAll('.scroll')].filter(s => s.scrollWidth > s.clientWidth)";
    browser.resize(400, 800);

    assertThat(becomes(wide + ".length > 0")).isEqualTo("true");
    assertThat(becomes(wide + ".every(s => !s.previousElementSibling.hidden)")).isEqualTo("true");
    assertThat(text(FITS)).isEqualTo("true");
    browser.resize(1280, 900);
    assertThat(
            becomes(
                "[...document.querySelectorAll('.scroll')].every(s =>"
                    + " s.previousElementSibling.hidden === (s.scrollWidth <= s.clientWidth))"))
        .isEqualTo("true");
  }

  @Test
  void nothingGiven_saysSo() throws Exception {
    load(empty);

    assertThat(text("document.querySelector('main').textContent"))
        .contains("No ledger was given.", "No runs to show");
    assertThat(number("document.querySelectorAll('canvas').length")).isZero();
  }
}
