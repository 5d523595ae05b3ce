#include "daemon/web/routes.hpp"

#include <catch2/catch.hpp>
#include <memory>
#include <string>

using namespace entangled::web;

namespace {

std::shared_ptr<const std::string> bytes(std::string text)
{
    return std::make_shared<const std::string>(std::move(text));
}

SitePages full_site()
{
    return {bytes("<html>"), bytes("text"), bytes("text.gz"), bytes("om"), bytes("om.gz"), true, true};
}

Response ask(std::string method, std::string target, const SitePages& pages = full_site(),
             const ReloadFunction& reload = {})
{
    return respond({std::move(method), std::move(target), {}, {}}, pages, reload);
}

std::string header(const Response& response, std::string_view name)
{
    for (const auto& [key, value] : response.headers) {
        if (key == name) return value;
    }
    return {};
}

struct RouteCase {
    std::string method;
    std::string target;
    unsigned status;
    std::string allow;
};

}  // namespace

TEST_CASE("the table of routes")
{
    const auto c = GENERATE(values<RouteCase>({
        {"GET", "/", 200, ""},
        {"HEAD", "/", 200, ""},
        {"GET", "/metrics", 200, ""},
        {"HEAD", "/metrics", 200, ""},
        {"GET", "/metrics?name=x", 200, ""},
        {"GET", "http://127.0.0.1:10930/metrics", 200, ""},
        {"GET", "http://127.0.0.1:10930", 200, ""},
        {"GET", "/-/healthy", 200, ""},
        {"HEAD", "/-/ready", 200, ""},
        {"GET", "/-/reload", 405, "POST, PUT"},
        {"POST", "/-/reload", 403, ""},
        {"PUT", "/-/reload", 403, ""},
        {"POST", "/metrics", 405, "GET, HEAD"},
        {"get", "/metrics", 405, "GET, HEAD"},
        {"DELETE", "/", 405, "GET, HEAD"},
        {"GET", "/metrics/", 404, ""},
        {"GET", "/-/quit", 404, ""},
        {"GET", "//", 404, ""},
        {"GET", "/../etc/passwd", 404, ""},
        {"GET", "*", 400, ""},
        {"GET", "", 400, ""},
        {"CONNECT", "example.org:443", 400, ""},
    }));
    CAPTURE(c.method, c.target);
    const Response response = ask(c.method, c.target);
    CHECK(response.status == c.status);
    CHECK(header(response, "Allow") == c.allow);
    CHECK(header(response, "Cache-Control") == "no-store");
    CHECK(header(response, "X-Content-Type-Options") == "nosniff");
    CHECK(response.body);
    CHECK_FALSE(response.content_type.empty());
}

TEST_CASE("metrics are the ready bytes in the format asked for")
{
    const SitePages pages = full_site();
    const auto scrape = [&](std::string accept, std::string encoding) {
        return respond({"GET", "/metrics", std::move(accept), std::move(encoding)}, pages, {});
    };
    const Response plain = scrape("", "");
    CHECK(plain.body == pages.metrics_text);
    CHECK(plain.content_type == "text/plain; version=0.0.4; charset=utf-8");
    CHECK(plain.content_encoding.empty());
    CHECK(header(plain, "Vary") == "Accept, Accept-Encoding");
    CHECK(scrape("", "gzip").body == pages.metrics_text_gzip);
    CHECK(scrape("", "gzip").content_encoding == "gzip");
    const Response openmetrics = scrape("application/openmetrics-text; version=1.0.0", "gzip");
    CHECK(openmetrics.body == pages.metrics_openmetrics_gzip);
    CHECK(openmetrics.content_type == "application/openmetrics-text; version=1.0.0; charset=utf-8");
    CHECK(scrape("application/openmetrics-text", "identity").body == pages.metrics_openmetrics);
}

TEST_CASE("the page for people may not run anything")
{
    const Response home = ask("GET", "/");
    CHECK(home.content_type == "text/html; charset=utf-8");
    const std::string policy = header(home, "Content-Security-Policy");
    CHECK(policy.find("default-src 'none'") == 0);
    CHECK(policy.find("script") == std::string::npos);
}

TEST_CASE("before the first cycle only liveness is there")
{
    SitePages pages;
    CHECK(ask("GET", "/-/healthy", pages).status == 200);
    for (const char* const target : {"/", "/metrics", "/-/ready"}) {
        CAPTURE(target);
        CHECK(ask("GET", target, pages).status == 503);
        CHECK(header(ask("GET", target, pages), "Retry-After") == "1");
    }
}

TEST_CASE("a daemon whose cycles stopped is not healthy but still serves")
{
    SitePages pages = full_site();
    pages.healthy = false;
    CHECK(ask("GET", "/-/healthy", pages).status == 503);
    CHECK(ask("HEAD", "/-/healthy", pages).status == 503);
    CHECK(ask("GET", "/metrics", pages).status == 200);
}

TEST_CASE("a reload is asked for by POST or PUT and answers with what came of it")
{
    int calls = 0;
    const ReloadFunction good = [&] {
        ++calls;
        return ReloadOutcome{true, {}};
    };
    CHECK(ask("GET", "/-/reload", full_site(), good).status == 405);
    CHECK(calls == 0);
    CHECK(ask("POST", "/-/reload", full_site(), good).status == 200);
    CHECK(ask("PUT", "/-/reload", full_site(), good).status == 200);
    CHECK(calls == 2);
    const Response refused = ask("POST", "/-/reload", full_site(), [] {
        return ReloadOutcome{false, "entangled.toml:3:1: unknown option"};
    });
    CHECK(refused.status == 500);
    CHECK(*refused.body == "entangled.toml:3:1: unknown option\n");
    CHECK(ask("POST", "/-/reload").body->find("enable_lifecycle") != std::string::npos);
}

TEST_CASE("paths in metrics are a closed set")
{
    CHECK(served_path("/metrics?x=1") == "/metrics");
    CHECK(served_path("http://host/-/ready") == "/-/ready");
    CHECK(served_path("/wp-admin") == "other");
    CHECK(served_path("") == "other");
}
