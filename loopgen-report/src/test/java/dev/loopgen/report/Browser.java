package dev.loopgen.report;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A headless Chromium with one page, driven through its DevTools protocol. */
final class Browser implements AutoCloseable {

  private static final Pattern LISTENING = Pattern.compile("DevTools listening on (ws://\\S+)");
  private static final Pattern ID = Pattern.compile("^\\{\"id\":(\\d+),");
  private static final Pattern VALUE = Pattern.compile("\"value\":\"([A-Za-z0-9+/=]*)\"");
  private static final long SECONDS = 60;

  private final Process process;
  private final Path profile;
  private final WebSocket socket;
  private final AtomicInteger ids = new AtomicInteger();
  private final Map<Integer, CompletableFuture<String>> answers = new ConcurrentHashMap<>();
  private final List<String> events = new CopyOnWriteArrayList<>();
  private String session = "";

  private Browser(Process process, Path profile, URI endpoint) throws Exception {
    this.process = process;
    this.profile = profile;
    this.socket =
        HttpClient.newHttpClient()
            .newWebSocketBuilder()
            .buildAsync(endpoint, new Listener())
            .get(SECONDS, TimeUnit.SECONDS);
  }

  /** Starts the browser of this machine; the test is skipped where there is none. */
  static Browser start() throws Exception {
    Optional<String> command = find();
    assumeTrue(
        command.isPresent(),
        "SKIPPED: there is no Chromium on the PATH, so the page was looked at by nobody");
    Path profile = Files.createTempDirectory("browser");
    Process process =
        new ProcessBuilder(
                command.get(),
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--disable-dev-shm-usage",
                "--remote-debugging-port=0",
                "--user-data-dir=" + profile,
                "about:blank")
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    Browser browser = new Browser(process, profile, endpoint(process));
    browser.open();
    return browser;
  }

  private static Optional<String> find() {
    String path = System.getenv().getOrDefault("PATH", "");
    return Stream.of("chromium", "chromium-browser", "google-chrome", "chrome")
        .flatMap(name -> Stream.of(path.split(File.pathSeparator)).map(dir -> Path.of(dir, name)))
        .filter(Files::isExecutable)
        .map(Path::toString)
        .findFirst();
  }

  private static URI endpoint(Process process) throws IOException {
    BufferedReader err = new BufferedReader(new InputStreamReader(process.getErrorStream(), UTF_8));
    List<String> said = new ArrayList<>();
    for (String line = err.readLine(); line != null; line = err.readLine()) {
      Matcher listening = LISTENING.matcher(line);
      if (listening.find()) {
        Thread rest = new Thread(() -> err.lines().forEach(ignored -> {}));
        rest.setDaemon(true);
        rest.start();
        return URI.create(listening.group(1));
      }
      said.add(line);
    }
    throw new IOException("the browser did not start: " + said);
  }

  private void open() throws Exception {
    String target = call("Target.createTarget", "{\"url\":\"about:blank\"}");
    String id = group(target, "\"targetId\":\"([^\"]+)\"");
    String attached =
        call("Target.attachToTarget", "{\"targetId\":\"" + id + "\",\"flatten\":true}");
    session = group(attached, "\"sessionId\":\"([^\"]+)\"");
    for (String domain : List.of("Page", "Runtime", "Log", "Network")) {
      call(domain + ".enable", "{}");
    }
  }

  /** Loads a page and waits for it. */
  void load(Path page) throws Exception {
    events.clear();
    call("Page.navigate", "{\"url\":\"" + page.toUri() + "\"}");
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
    while (events.stream().noneMatch(event -> event.contains("\"Page.loadEventFired\""))) {
      assertThat(System.nanoTime()).as("the page loads").isLessThan(end);
      Thread.onSpinWait();
    }
    evaluate("new Promise(done => requestAnimationFrame(() => setTimeout(() => done(''), 0)))");
  }

  /** Evaluates an expression, a promise too, and returns its text. */
  String evaluate(String expression) throws Exception {
    String code =
        "(async () => { const r = await ("
            + expression
            + "); return btoa(unescape(encodeURIComponent(String(r)))); })()";
    String answer =
        call(
            "Runtime.evaluate",
            "{\"awaitPromise\":true,\"returnByValue\":true,\"expression\":\""
                + escape(code)
                + "\"}");
    Matcher value = VALUE.matcher(answer);
    assertThat(value.find()).as(answer).isTrue();
    return new String(Base64.getDecoder().decode(value.group(1)), UTF_8);
  }

  /** Clicks an element. */
  void click(String selector) throws Exception {
    evaluate("document.querySelector('" + selector + "').click() || ''");
  }

  /** Types a key into whatever has the focus. */
  void press(String key, int code) throws Exception {
    String text = key.equals("Enter") ? ",\"text\":\"\\r\"" : "";
    for (String type : List.of("keyDown", "keyUp")) {
      call(
          "Input.dispatchKeyEvent",
          "{\"type\":\""
              + type
              + "\",\"key\":\""
              + key
              + "\",\"windowsVirtualKeyCode\":"
              + code
              + text
              + "}");
    }
  }

  /** Chooses the medium and the colour scheme. */
  void emulate(String medium, String scheme) throws Exception {
    call(
        "Emulation.setEmulatedMedia",
        "{\"media\":\""
            + medium
            + "\",\"features\":[{\"name\":\"prefers-color-scheme\",\"value\":\""
            + scheme
            + "\"}]}");
  }

  void resize(int width, int height) throws Exception {
    call(
        "Emulation.setDeviceMetricsOverride",
        "{\"width\":"
            + width
            + ",\"height\":"
            + height
            + ",\"deviceScaleFactor\":1,\"mobile\":false}");
  }

  byte[] pdf() throws Exception {
    String answer = call("Page.printToPDF", "{\"printBackground\":true}");
    return Base64.getDecoder().decode(group(answer, "\"data\":\"([A-Za-z0-9+/=]+)\""));
  }

  /** Returns what went wrong on the page: errors, warnings, refusals, whatever it logged. */
  List<String> complaints() {
    return events.stream()
        .filter(
            event ->
                event.contains("\"method\":\"Runtime.exceptionThrown\"")
                    || event.contains("\"method\":\"Runtime.consoleAPICalled\"")
                    || event.contains("\"method\":\"Log.entryAdded\""))
        .toList();
  }

  /** Returns the addresses that were asked for. */
  List<String> requests() {
    return events.stream()
        .filter(event -> event.contains("\"method\":\"Network.requestWillBeSent\""))
        .map(event -> group(event, "\"url\":\"([^\"]+)\""))
        .toList();
  }

  private String call(String method, String parameters) throws Exception {
    int id = ids.incrementAndGet();
    CompletableFuture<String> answer = new CompletableFuture<>();
    answers.put(id, answer);
    String to = session.isEmpty() ? "" : ",\"sessionId\":\"" + session + "\"";
    String message =
        "{\"id\":" + id + ",\"method\":\"" + method + "\",\"params\":" + parameters + to + "}";
    socket.sendText(message, true).get(SECONDS, TimeUnit.SECONDS);
    String text = answer.get(SECONDS, TimeUnit.SECONDS);
    assertThat(text).doesNotContain("\"error\":{");
    return text;
  }

  private static String escape(String text) {
    return text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
  }

  private static String group(String text, String pattern) {
    Matcher found = Pattern.compile(pattern).matcher(text);
    assertThat(found.find()).as(text).isTrue();
    return found.group(1);
  }

  @Override
  public void close() throws Exception {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly().waitFor(SECONDS, TimeUnit.SECONDS);
    List<Path> files;
    try (Stream<Path> all = Files.walk(profile)) {
      files = all.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path file : files) {
      file.toFile().delete();
    }
  }

  private final class Listener implements WebSocket.Listener {

    private final StringBuilder part = new StringBuilder();

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence text, boolean last) {
      part.append(text);
      if (last) {
        take(part.toString());
        part.setLength(0);
      }
      from.request(1);
      return CompletableFuture.completedStage(null);
    }

    private void take(String message) {
      Matcher id = ID.matcher(message);
      CompletableFuture<String> waiting =
          id.find() ? answers.remove(Integer.valueOf(id.group(1))) : null;
      if (waiting == null) {
        events.add(message);
      } else {
        waiting.complete(message);
      }
    }
  }
}
