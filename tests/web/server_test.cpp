#include "daemon/web/server.hpp"

#include <boost/asio/io_context.hpp>
#include <catch2/catch.hpp>
#include <map>
#include <memory>
#include <optional>
#include <random>
#include <stdexcept>
#include <string>
#include <vector>

#include "tests/web/client.hpp"

using namespace entangled::web;
using entangled::web::testing::Client;
using entangled::web::testing::run_until;

namespace {

// More than the buffers of a loopback connection hold.
const auto endless = std::make_shared<const std::string>(std::string(64'000'000, 'x') + "\n");
const auto page = std::make_shared<const std::string>(std::string(200'000, 'x') + "\n");

Response handle(const Request& request)
{
    if (request.target == "/throw") throw std::runtime_error("a defect");
    if (request.target == "/slow") return {200, "text/plain", {}, endless, {}};
    if (request.target == "/large") return {200, "text/plain", {}, page, {}};
    if (request.target == "/echo") {
        return {200, "text/plain", {}, std::make_shared<const std::string>(request.accept), {{"X-Test", "yes"}}};
    }
    return {404, "text/plain", {}, std::make_shared<const std::string>("none\n"), {}};
}

/// A server on a port of the system's choice, and what it told.
struct Fixture {
    boost::asio::io_context loop{1};
    std::map<unsigned, int> answered;
    std::vector<std::string> failures;
    std::optional<Server> server;

    explicit Fixture(const ServerLimits& limits = {})
    {
        ServerEvents events{[this](std::string_view, unsigned status) { ++answered[status]; },
                            [this](std::string_view what) { failures.emplace_back(what); }};
        server.emplace(Server::listen(loop.get_executor(), "127.0.0.1", 0, handle, events, limits).value());
    }
};

ServerLimits quick_limits()
{
    ServerLimits limits;
    limits.request_timeout = std::chrono::milliseconds{50};
    limits.idle_timeout = std::chrono::milliseconds{50};
    limits.write_timeout = std::chrono::milliseconds{200};
    limits.linger_timeout = std::chrono::milliseconds{50};
    return limits;
}

bool starts_with(const std::string& text, std::string_view start) { return std::string_view{text}.starts_with(start); }
bool contains(const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; }

}  // namespace

TEST_CASE("one connection serves one request after the other")
{
    Fixture fixture;
    Client client(fixture.loop, fixture.server->port());
    client.send("GET /echo HTTP/1.1\r\nHost: x\r\nAccept: a\r\nAccept: b\r\n\r\n");
    const std::string first = client.answer();
    CHECK(starts_with(first, "HTTP/1.1 200 OK\r\n"));
    CHECK(contains(first, "Content-Length: 4\r\n"));
    CHECK(contains(first, "X-Test: yes\r\n"));
    CHECK(first.ends_with("\r\n\r\na, b"));
    client.send("HEAD /large HTTP/1.1\r\nHost: x\r\n\r\n");
    const std::string head = client.answer(false);
    CHECK(contains(head, "Content-Length: 200001\r\n"));
    client.send("GET /large HTTP/1.1\r\nHost: x\r\n\r\n");
    CHECK(client.answer().ends_with(*page));
    client.send("GET /missing HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
    const std::string last = client.rest();
    CHECK(starts_with(last, "HTTP/1.1 404 Not Found\r\n"));
    CHECK(contains(last, "Connection: close\r\n"));
    CHECK(fixture.answered == std::map<unsigned, int>{{200, 3}, {404, 1}});
}

TEST_CASE("requests that come in one piece are answered in order")
{
    Fixture fixture;
    Client client(fixture.loop, fixture.server->port());
    std::string pipeline;
    for (int i = 0; i < 20; ++i) {
        pipeline += "GET /echo HTTP/1.1\r\nHost: x\r\nAccept: number-" + std::to_string(i) + "\r\n\r\n";
    }
    client.send(pipeline);
    for (int i = 0; i < 20; ++i) CHECK(client.answer().ends_with("\r\n\r\nnumber-" + std::to_string(i)));
}

TEST_CASE("a request in single bytes is answered, HTTP/1.0 is closed after it")
{
    Fixture fixture;
    Client client(fixture.loop, fixture.server->port());
    for (const char byte : std::string{"GET /echo HTTP/1.0\r\nAccept: slow\r\n\r\n"}) {
        client.send({byte});
        fixture.loop.restart();
        fixture.loop.poll();
    }
    const std::string answer = client.rest();
    CHECK(starts_with(answer, "HTTP/1.0 200 OK\r\n"));
    CHECK(answer.ends_with("\r\n\r\nslow"));
}

TEST_CASE("a handler that throws costs one answer")
{
    Fixture fixture;
    Client client(fixture.loop, fixture.server->port());
    client.send("GET /throw HTTP/1.1\r\nHost: x\r\n\r\n");
    CHECK(starts_with(client.answer(), "HTTP/1.1 500 "));
    client.send("GET /echo HTTP/1.1\r\nHost: x\r\n\r\n");
    CHECK(starts_with(client.answer(), "HTTP/1.1 200 "));
    CHECK(fixture.failures == std::vector<std::string>{"a defect"});
}

TEST_CASE("requests past the limits are told so and the connection ends")
{
    struct Case {
        std::string what;
        std::string bytes;
        std::string status;
    };
    const auto c = GENERATE(values<Case>({
        {"header", "GET / HTTP/1.1\r\nX: " + std::string(9000, 'a') + "\r\n\r\n", "431"},
        {"endless header", std::string(30'000, 'a'), "4"},
        {"body", "POST / HTTP/1.1\r\nContent-Length: 70000\r\n\r\n", "413"},
        {"garbage", "\x16\x03\x01 hello\r\n\r\n", "400"},
        {"HTTP/2", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", "505"},
        {"two lengths", "POST / HTTP/1.1\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n", "400"},
    }));
    CAPTURE(c.what);
    Fixture fixture(quick_limits());
    Client client(fixture.loop, fixture.server->port());
    client.send(c.bytes);
    const std::string answer = client.rest();
    CHECK(starts_with(answer, "HTTP/1.1 " + c.status));
    CHECK(contains(answer, "Connection: close\r\n"));
    CHECK(run_until(fixture.loop, [&] { return fixture.server->connections() == 0; }));
}

TEST_CASE("clients that keep the server waiting are cut")
{
    const auto bytes = GENERATE(as<std::string>{}, "", "GET /", "POST / HTTP/1.1\r\nContent-Length: 5\r\n\r\nab");
    CAPTURE(bytes);
    Fixture fixture(quick_limits());
    Client client(fixture.loop, fixture.server->port());
    client.send(bytes);
    CHECK(client.rest().empty());
    CHECK(fixture.answered.empty());
    CHECK(run_until(fixture.loop, [&] { return fixture.server->connections() == 0; }));
}

TEST_CASE("a request that trickles in is cut as one that stands still")
{
    Fixture fixture(quick_limits());
    Client client(fixture.loop, fixture.server->port());
    client.send("GET /echo HTTP/1.1\r\nX: ");
    const auto begun = std::chrono::steady_clock::now();
    auto last = begun;
    CHECK(run_until(fixture.loop, [&] {
        const auto now = std::chrono::steady_clock::now();
        if (now - last >= std::chrono::milliseconds{1}) {
            client.send("y");
            last = now;
        }
        return client.closed();
    }));
    CHECK(last > begun);
    CHECK(last - begun < std::chrono::seconds{5});
    CHECK(fixture.answered.empty());
}

TEST_CASE("a client that does not read its answer is cut")
{
    Fixture fixture(quick_limits());
    boost::asio::ip::tcp::socket deaf(fixture.loop);
    deaf.open(boost::asio::ip::tcp::v4());
    deaf.set_option(boost::asio::socket_base::receive_buffer_size(4096));
    deaf.connect({boost::asio::ip::address_v4::loopback(), fixture.server->port()});
    std::string requests;
    for (int i = 0; i < 80; ++i) requests += "GET /large HTTP/1.1\r\nHost: x\r\n\r\n";
    boost::asio::write(deaf, boost::asio::buffer(requests));
    REQUIRE(run_until(fixture.loop, [&] { return fixture.server->connections() == 1; }));
    CHECK(run_until(fixture.loop, [&] { return fixture.server->connections() == 0; }));
    CHECK(fixture.answered[200] < 80);
}

TEST_CASE("for a connection past the limit the one that idles longest is cut")
{
    ServerLimits limits;
    limits.connections = 2;
    Fixture fixture(limits);
    Client first(fixture.loop, fixture.server->port());
    REQUIRE(run_until(fixture.loop, [&] { return fixture.server->connections() == 1; }));
    Client second(fixture.loop, fixture.server->port());
    second.send("GET /ec");
    REQUIRE(run_until(fixture.loop, [&] { return fixture.server->connections() == 2; }));
    Client third(fixture.loop, fixture.server->port());
    third.send("GET /echo HTTP/1.1\r\nHost: x\r\n\r\n");
    CHECK(starts_with(third.answer(), "HTTP/1.1 200 "));
    CHECK(first.rest().empty());
    second.send("ho HTTP/1.1\r\nHost: x\r\n\r\n");
    CHECK(starts_with(second.answer(), "HTTP/1.1 200 "));
    CHECK(fixture.server->connections() == 2);
}

TEST_CASE("while every client is taking its answer a further one is refused with a reason")
{
    ServerLimits limits;
    limits.connections = 1;
    Fixture fixture(limits);
    Client first(fixture.loop, fixture.server->port());
    first.send("GET /slow HTTP/1.1\r\nHost: x\r\n\r\n");
    REQUIRE(run_until(fixture.loop, [&] { return fixture.answered[200] == 1; }));
    Client second(fixture.loop, fixture.server->port());
    const std::string refused = second.answer();
    CHECK(starts_with(refused, "HTTP/1.1 503 "));
    CHECK(contains(refused, "Retry-After: 1\r\n"));
}

TEST_CASE("stop closes idle connections at once and lets the loop end")
{
    Fixture fixture;
    Client idle(fixture.loop, fixture.server->port());
    Client partial(fixture.loop, fixture.server->port());
    partial.send("GET /ec");
    REQUIRE(run_until(fixture.loop, [&] { return fixture.server->connections() == 2; }));
    const std::uint16_t port = fixture.server->port();
    fixture.server->stop();
    CHECK(idle.rest().empty());
    CHECK(partial.rest().empty());
    CHECK(run_until(fixture.loop, [&] { return fixture.server->connections() == 0; }));
    fixture.loop.restart();
    fixture.loop.run_for(std::chrono::seconds{5});
    CHECK(fixture.loop.stopped());
    boost::asio::ip::tcp::socket late(fixture.loop);
    boost::system::error_code refused;
    late.connect({boost::asio::ip::address_v4::loopback(), port}, refused);
    CHECK(refused);
}

TEST_CASE("an answer under way is finished after stop")
{
    Fixture fixture;
    Client client(fixture.loop, fixture.server->port());
    client.send("GET /large HTTP/1.1\r\nHost: x\r\n\r\n");
    REQUIRE(run_until(fixture.loop, [&] { return fixture.answered[200] == 1; }));
    fixture.server->stop();
    const std::string answer = client.rest();
    CHECK(answer.ends_with(*page));
}

TEST_CASE("the server may go before the loop")
{
    Fixture fixture;
    Client client(fixture.loop, fixture.server->port());
    client.send("GET /large HTTP/1.1\r\nHost: x\r\n\r\n");
    REQUIRE(run_until(fixture.loop, [&] { return fixture.answered[200] == 1; }));
    fixture.server.reset();
    CHECK(run_until(fixture.loop, [&] { return client.closed(); }));
    CHECK(fixture.failures.empty());
}

TEST_CASE("an address that cannot be used is named with the remedy")
{
    Fixture fixture;
    const auto listen = [&](const std::string& address, std::uint16_t port) {
        const auto server = Server::listen(fixture.loop.get_executor(), address, port, handle);
        return server ? std::string{} : server.error().detail;
    };
    const std::uint16_t taken = fixture.server->port();
    CHECK(contains(listen("127.0.0.1", taken), "127.0.0.1:" + std::to_string(taken)));
    CHECK(contains(listen("127.0.0.1", taken), "choose another port"));
    CHECK(contains(listen("somewhere", 0), "somewhere: not an IP address"));
    CHECK(contains(listen("192.0.2.1", 0), "this machine has no such address"));
}

TEST_CASE("two thousand malformed requests do not disturb a good client")
{
    Fixture fixture(quick_limits());
    std::mt19937 generator(20260820);
    std::uniform_int_distribution<int> size(0, 300);
    std::uniform_int_distribution<int> byte(0, 255);
    const std::vector<std::string> starts{"", "GET ", "GET / HTTP/1.1\r\n", "POST / HTTP/1.1\r\nContent-Length: ",
                                          "GET / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n"};
    for (int round = 0; round < 100; ++round) {
        std::vector<std::unique_ptr<Client>> bad;
        for (int i = 0; i < 20; ++i) {
            std::string bytes = starts[static_cast<std::size_t>(i) % starts.size()];
            for (int n = size(generator); n > 0; --n) bytes += static_cast<char>(byte(generator));
            bad.push_back(std::make_unique<Client>(fixture.loop, fixture.server->port()));
            bad.back()->send(bytes);
            if (i % 2 == 0) bad.back()->finish_sending();
        }
        Client good(fixture.loop, fixture.server->port());
        good.send("GET /echo HTTP/1.1\r\nHost: x\r\nAccept: fine\r\n\r\n");
        REQUIRE(good.answer().ends_with("\r\n\r\nfine"));
        bad.clear();
        REQUIRE(run_until(fixture.loop, [&] { return fixture.server->connections() <= 1; }));
    }
    CHECK(fixture.failures.empty());
    CHECK(fixture.answered[400] > 500);
}
