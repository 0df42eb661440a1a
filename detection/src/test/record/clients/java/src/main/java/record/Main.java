package record;

import java.util.List;
import java.util.stream.Stream;

/** Prints the clients ({@code list}) or runs one ({@code SAMPLE HOST PORT}). */
public final class Main {
    public static void main(String[] args) throws Exception {
        List<Client> clients = Stream.of(Web.clients(), Stores.clients(), Messaging.clients(), Infrastructure.clients())
                .flatMap(List::stream)
                .toList();
        if (args[0].equals("list")) {
            clients.forEach(c -> System.out.println(c.sample() + "\t" + c.version() + "\t" + c.as()));
            return;
        }
        for (Client client : clients) {
            if (client.sample().equals(args[0])) {
                client.run().connect(args[1], Integer.parseInt(args[2]));
            }
        }
    }
}
