#include "daemon/web/routes.hpp"
#include "daemon/web/server.hpp"

#include <boost/asio/connect.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/read.hpp>
#include <boost/asio/write.hpp>
#include <catch2/catch.hpp>
#include <cstdlib>
#include <memory>
#include <new>
#include <string>
#include <thread>
#include <vector>

// The operators of this program count what the thread of a server asks for. Asio recycles coroutine frames by itself
// and does not come here; tests/bench/scrape_allocations counts those, too.

namespace {

thread_local std::size_t* counter = nullptr;

void* counted(std::size_t bytes, std::size_t alignment)
{
    if (counter != nullptr) ++*counter;
    const std::size_t whole = (bytes + alignment - 1) / alignment * alignment;
    if (void* memory = std::aligned_alloc(alignment, whole)) return memory;
    throw std::bad_alloc();
}

}  // namespace

[[gnu::noinline]] void* operator new(std::size_t bytes) { return counted(bytes, __STDCPP_DEFAULT_NEW_ALIGNMENT__); }
[[gnu::noinline]] void* operator new(std::size_t bytes, std::align_val_t alignment)
{
    return counted(bytes, static_cast<std::size_t>(alignment));
}
[[gnu::noinline]] void* operator new(std::size_t bytes, const std::nothrow_t&) noexcept
try {
    return counted(bytes, __STDCPP_DEFAULT_NEW_ALIGNMENT__);
} catch (const std::bad_alloc&) {
    return nullptr;
}
[[gnu::noinline]] void operator delete(void* memory) noexcept { std::free(memory); }
[[gnu::noinline]] void operator delete(void* memory, std::size_t) noexcept { std::free(memory); }
[[gnu::noinline]] void operator delete(void* memory, std::align_val_t) noexcept { std::free(memory); }
[[gnu::noinline]] void operator delete(void* memory, std::size_t, std::align_val_t) noexcept { std::free(memory); }

namespace {

using namespace entangled::web;
using boost::asio::ip::tcp;

constexpr int warm_up = 5;
constexpr int scrapes = 50;
constexpr std::size_t most_for_one = 4;

const std::string scrape =
    "GET /metrics HTTP/1.1\r\nHost: 127.0.0.1:10930\r\nUser-Agent: Prometheus/2.42.0\r\n"
    "Accept: application/openmetrics-text;version=1.0.0,application/openmetrics-text;version=0.0.1;q=0.75,"
    "text/plain;version=0.0.4;q=0.5,*/*;q=0.1\r\nAccept-Encoding: gzip\r\n"
    "X-Prometheus-Scrape-Timeout-Seconds: 10\r\n\r\n";

SitePages site(std::size_t bytes)
{
    const auto page = std::make_shared<const std::string>(bytes, 'x');
    return {page, page, page, page, page, true, true};
}

/// Scrapes one after the other on one connection.
void scrape_all(std::uint16_t port, std::size_t body)
{
    boost::asio::io_context loop;
    tcp::socket socket(loop);
    socket.connect({boost::asio::ip::address_v4::loopback(), port});
    const std::string end = "\r\n\r\n";
    for (int i = 0; i < warm_up + scrapes; ++i) {
        boost::asio::write(socket, boost::asio::buffer(scrape));
        std::string answer(end.size(), '\0');
        boost::asio::read(socket, boost::asio::buffer(answer));
        while (!answer.ends_with(end)) {
            answer.push_back('\0');
            boost::asio::read(socket, boost::asio::buffer(&answer.back(), 1));
        }
        REQUIRE(answer.starts_with("HTTP/1.1 200 "));
        std::string page(body, '\0');
        boost::asio::read(socket, boost::asio::buffer(page));
    }
}

/// What the server asks for from one request to the same place in the last, on a kept connection.
std::size_t asked_for(std::size_t body)
{
    const SitePages pages = site(body);
    std::size_t total = 0;
    std::vector<std::size_t> seen;
    seen.reserve(warm_up + scrapes);
    boost::asio::io_context loop{1};
    auto server = Server::listen(loop.get_executor(), "127.0.0.1", 0, [&](const Request& request) {
        seen.push_back(total);
        return respond(request, pages, {});
    });
    REQUIRE(server.has_value());
    std::thread serving([&] {
        counter = &total;
        loop.run();
        counter = nullptr;
    });
    scrape_all(server->port(), body);
    loop.stop();
    serving.join();
    REQUIRE(seen.size() == warm_up + scrapes);
    return seen.back() - seen[warm_up - 1];
}

}  // namespace

TEST_CASE("a scrape asks for little memory, and for no more if the page is long")
{
    const std::size_t small = asked_for(100);
    CHECK(small <= most_for_one * scrapes);
    CHECK(asked_for(1'000'000) == small);
}
