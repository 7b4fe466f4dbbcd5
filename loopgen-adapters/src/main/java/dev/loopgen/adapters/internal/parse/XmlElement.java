package dev.loopgen.adapters.internal.parse;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * An element of an XML document; attributes and name spaces are left out.
 *
 * @param name its local name
 * @param text its text without that of its children, stripped
 * @param children its child elements
 */
public record XmlElement(String name, String text, List<XmlElement> children) {

  private static final int MAX_DEPTH = 100;

  /** Copies the children. */
  public XmlElement {
    children = List.copyOf(children);
  }

  /**
   * Reads a document; a DTD and entities are refused.
   *
   * @return its root
   * @throws IOException if it is not well-formed, or nested too deeply
   */
  public static XmlElement parse(byte[] bytes) throws IOException {
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    try {
      XMLStreamReader reader = factory.createXMLStreamReader(new ByteArrayInputStream(bytes));
      while (reader.next() != XMLStreamConstants.START_ELEMENT) {
        if (reader.getEventType() == XMLStreamConstants.DTD) {
          throw new IOException("has a document type declaration, which is not read");
        }
      }
      XmlElement root = element(reader, 1);
      while (reader.hasNext()) {
        reader.next();
      }
      return root;
    } catch (XMLStreamException e) {
      throw new IOException("is not valid XML", e);
    }
  }

  private static XmlElement element(XMLStreamReader reader, int depth)
      throws XMLStreamException, IOException {
    if (depth > MAX_DEPTH) {
      throw new IOException("is nested too deeply");
    }
    String name = reader.getLocalName();
    StringBuilder text = new StringBuilder();
    List<XmlElement> children = new ArrayList<>();
    while (true) {
      switch (reader.next()) {
        case XMLStreamConstants.START_ELEMENT -> children.add(element(reader, depth + 1));
        case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA ->
            text.append(reader.getText());
        case XMLStreamConstants.END_ELEMENT -> {
          return new XmlElement(name, text.toString().strip(), children);
        }
        default -> {
          // Comments and processing instructions say nothing.
        }
      }
    }
  }

  /** Returns the first child of a name. */
  public Optional<XmlElement> child(String childName) {
    return children.stream().filter(child -> child.name.equals(childName)).findFirst();
  }

  /** Returns every element of a name below this one, at any depth. */
  public Stream<XmlElement> below(String wanted) {
    return children.stream()
        .flatMap(
            child ->
                Stream.concat(
                    child.name.equals(wanted) ? Stream.of(child) : Stream.empty(),
                    child.below(wanted)));
  }
}
