package io.keygate.rotation;

import com.fasterxml.jackson.databind.JsonNode;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.keygate.incontainer.Archives;
import io.keygate.incontainer.SettableClock;
import io.keygate.testing.Client;
import java.net.URL;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/** One of the nodes, whose time a test sets. */
record Node(Client client) {
  static Node at(URL url) {
    return new Node(new Client(url.toString().replaceAll("/$", "")));
  }

  /** To be deployed below its name. */
  static WebArchive war(String name) {
    WebArchive war = Archives.keygateWith(SettableClock.class, NodeServlet.class);
    war.delete("/WEB-INF/jboss-web.xml");
    war.addAsWebInfResource(
        new StringAsset("<jboss-web><context-root>/" + name + "</context-root></jboss-web>"),
        "jboss-web.xml");
    return ShrinkWrap.create(WebArchive.class, name + ".war").merge(war);
  }

  /** The relay that nodes know; not started. */
  static GreenMail relay() {
    int port = Integer.getInteger(io.keygate.incontainer.ServerSetup.SMTP_PORT);
    return new GreenMail(new ServerSetup(port, "127.0.0.1", "smtp"));
  }

  /** It is then. */
  void at(Object now) {
    client.post("/node/clock?at=" + now, "{}");
  }

  void run(String what) {
    call(what, "{}");
  }

  /** It is then, and what is due is found and handed over. */
  void round(Object now) {
    at(now);
    run("/find");
    run("/deliver");
  }

  /** How many prompts of an organization are in this state. */
  long count(String org, String state) {
    return call("/count", "{\"org\":\"%s\",\"state\":\"%s\"}".formatted(org, state)).asLong();
  }

  JsonNode call(String what, String json) {
    return client.post("/node" + what, json).expect(200).json();
  }
}
