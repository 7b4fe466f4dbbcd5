import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Turns what a terminal was sent, on standard input, into an SVG picture on standard output. */
final class ConsolePicture {

  private static final Pattern ESCAPE = Pattern.compile("\u001b\\[([0-9;]*)m");
  private static final int COLUMNS = 108;
  private static final int LINE = 19;
  private static final double CHARACTER = 8.43;

  private ConsolePicture() {}

  public static void main(String[] arguments) throws Exception {
    String sent = new String(System.in.readAllBytes(), StandardCharsets.UTF_8);
    List<String> lines = new ArrayList<>();
    sent.lines().forEach(line -> lines.addAll(wrapped(line)));
    StringBuilder text = new StringBuilder();
    String colour = "";
    int y = 44;
    for (String line : lines) {
      text.append("<text x=\"20\" y=\"").append(y).append("\" xml:space=\"preserve\">");
      colour = line(line, colour, text);
      text.append("</text>\n");
      y += LINE;
    }
    int width = (int) (COLUMNS * CHARACTER) + 40;
    String svg =
        """
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %1$d %2$d" role="img"
            aria-label="loopgen refuses a change that touches a secret and passes the repair">
        <style>
        text { font: 14px ui-monospace, "DejaVu Sans Mono", Menlo, Consolas, monospace; fill: #d7dce2 }
        .s1 { font-weight: bold; fill: #ffffff } .s31 { fill: #ff7b72 } .s32 { fill: #7ee787 }
        .s33 { fill: #e3b341 } .s36 { fill: #79c0ff } .s2, .s90 { fill: #8b949e }
        </style>
        <rect width="100%%" height="100%%" rx="8" fill="#161b22"/>
        <circle cx="20" cy="18" r="5" fill="#ff5f56"/><circle cx="38" cy="18" r="5" fill="#ffbd2e"/>
        <circle cx="56" cy="18" r="5" fill="#27c93f"/>
        %3$s</svg>
        """;
    System.out.write(svg.formatted(width, y, text).getBytes(StandardCharsets.UTF_8));
    System.out.flush();
  }

  /** Cuts a line as a terminal of fixed width does; escapes count for nothing. */
  private static List<String> wrapped(String line) {
    List<String> rows = new ArrayList<>();
    StringBuilder row = new StringBuilder();
    int column = 0;
    Matcher escape = ESCAPE.matcher(line);
    for (int at = 0; at < line.length(); ) {
      if (escape.find(at) && escape.start() == at) {
        row.append(escape.group());
        at = escape.end();
        continue;
      }
      if (column == COLUMNS) {
        rows.add(row.toString());
        row.setLength(0);
        column = 0;
      }
      row.append(line.charAt(at));
      column++;
      at++;
    }
    rows.add(row.toString());
    return rows;
  }

  private static String line(String line, String colour, StringBuilder out) {
    String now = colour;
    Matcher escape = ESCAPE.matcher(line);
    int from = 0;
    while (escape.find()) {
      span(line.substring(from, escape.start()), now, out);
      String codes = escape.group(1);
      now = codes.isEmpty() || codes.equals("0") || codes.equals("39") ? "" : codes;
      from = escape.end();
    }
    span(line.substring(from), now, out);
    return now;
  }

  private static void span(String text, String codes, StringBuilder out) {
    if (text.isEmpty()) {
      return;
    }
    String escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    if (codes.isEmpty()) {
      out.append(escaped);
    } else {
      out.append("<tspan class=\"s").append(codes.replace(";", " s")).append("\">");
      out.append(escaped).append("</tspan>");
    }
  }
}
