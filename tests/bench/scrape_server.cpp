#include <fmt/format.h>
#include <algorithm>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/thread_pool.hpp>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

#include "daemon/metrics/exposition.hpp"
#include "daemon/metrics/gzip.hpp"
#include "daemon/process/round.hpp"
#include "daemon/process/snapshot.hpp"
#include "daemon/process/thread_priority.hpp"
#include "daemon/web/server.hpp"
#include "tests/bench/gauge_families.hpp"

// Serves a page of gauges as the daemon serves its own: written and compressed on a worker, put into force on the loop,
// and answered by the daemon's routes and server from bytes that are ready.
//   scrape_server serve SERIES            prints `listening ADDRESS:PORT`
//   scrape_server recompute SERIES        the same while whole rounds on the shipped files, each with a new page,
//   follow
//                                         one another; GET /rounds says how many are done
//   scrape_server write SERIES            prints the seconds that checking, ordering and writing the page takes

namespace {

using namespace entangled;

constexpr Timestamp today{Date{std::chrono::year{2026} / 11 / 21}};

std::shared_ptr<const std::string> shared(std::string bytes)
{
    return std::make_shared<const std::string>(std::move(bytes));
}

web::SitePages pages_of(std::int64_t series)
{
    const auto exposition = Exposition::make(gauge_families(series));
    if (!exposition) std::exit(1);
    web::SitePages pages;
    pages.metrics_text = shared(exposition->text());
    pages.metrics_text_gzip = shared(gzip(*pages.metrics_text));
    pages.metrics_openmetrics = shared(exposition->openmetrics());
    pages.metrics_openmetrics_gzip = shared(gzip(*pages.metrics_openmetrics));
    pages.ready = true;
    return pages;
}

class Site {
  public:
    explicit Site(std::int64_t series) : series_(series), pages_(pages_of(series))
    {
        boost::asio::post(worker_, give_way);
    }
    Site(const Site&) = delete;
    Site& operator=(const Site&) = delete;
    ~Site() { worker_.join(); }

    int serve()
    {
        auto server = web::Server::listen(loop_.get_executor(), "127.0.0.1", 0,
                                          [this](const web::Request& request) { return answer(request); });
        if (!server) {
            fmt::print(stderr, "{}\n", server.error().detail);
            return 1;
        }
        fmt::print("listening 127.0.0.1:{}\n", server->port());
        std::fflush(stdout);
        loop_.run();
        return 0;
    }

    /// Computes everything anew on the worker, over and over; as in the daemon, the last round is let go on the loop.
    void recompute(const Snapshot& snapshot)
    {
        boost::asio::post(worker_, [this, &snapshot] {
            const auto& configuration = snapshot.configuration;
            auto round = std::make_shared<RoundOutput>(run_round(
                {today, configuration, snapshot.dataset, {}, {feed_ids(configuration->feeds), true}, {}, {}, {}, {}}));
            if (!round->cycle || !round->page) std::exit(1);
            boost::asio::post(loop_, [this, &snapshot, round, pages = pages_of(series_)]() mutable {
                pages_ = std::move(pages);
                last_ = std::move(*round);
                ++rounds_;
                recompute(snapshot);
            });
        });
    }

  private:
    web::Response answer(const web::Request& request) const
    {
        if (request.target == "/rounds") return web::plain_response(200, std::to_string(rounds_));
        return web::respond(request, pages_, {});
    }

    std::int64_t series_;
    boost::asio::io_context loop_{1};
    web::SitePages pages_;
    RoundOutput last_;
    std::size_t rounds_{0};
    boost::asio::thread_pool worker_{1};
};

int write(std::int64_t series)
{
    const auto repeats = static_cast<std::size_t>(std::max<std::int64_t>(15, 200'000 / series));
    const std::vector<MetricFamily> input = gauge_families(series);
    std::vector<double> seconds;
    std::size_t bytes = 0;
    for (std::size_t i = 0; i < repeats; ++i) {
        std::vector<MetricFamily> families = input;
        const auto start = std::chrono::steady_clock::now();
        const auto exposition = Exposition::make(std::move(families));
        if (!exposition) return 1;
        bytes = exposition->text().size();
        seconds.push_back(std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count());
    }
    std::sort(seconds.begin(), seconds.end());
    fmt::print("{{\"seconds\": {}, \"bytes\": {}}}\n", seconds[repeats / 2], bytes);
    return 0;
}

}  // namespace

int main(int argc, char** argv)
{
    const std::string_view command = argc == 3 ? argv[1] : "";
    const std::int64_t series = argc == 3 ? std::strtoll(argv[2], nullptr, 10) : 0;
    if (series < 20 || (command != "serve" && command != "recompute" && command != "write")) {
        fmt::print(stderr, "usage: scrape_server serve|recompute|write SERIES\n");
        return 2;
    }
    if (command == "write") return write(series);
    const Snapshot snapshot = load_snapshot(ENTANGLED_SOURCE_DIR "/config/entangled.toml", today);
    if (!snapshot.configuration) return 1;
    Site site(series);
    if (command == "recompute") site.recompute(snapshot);
    return site.serve();
}
