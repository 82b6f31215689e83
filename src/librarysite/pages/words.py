"""Pages whose words are Markdown: news and the others below ``content/``."""

from datetime import date, timedelta

from librarysite import paths
from librarysite.model import Article, Library
from librarysite.pages.page import Page, View, news_links
from librarysite.wording import facts


def word_pages(library: Library, today: date) -> list[Page]:
    """Return every page of words and the list of news, which may have words of its own."""
    news = Page(
        address=paths.NEWS,
        title="News",
        summary=f"News from {library.service.name}.",
        template="news.html",
        view={"news": news_views(library, today)},
        feeds=news_links(library, today),
    )
    shown = [article for article in library.articles if article.is_out_on(today)]
    return [*(_page(library, article, today) for article in shown), news]


def news_views(library: Library, today: date, newer_than: timedelta = timedelta.max) -> list[View]:
    """Return the news that is out on a day, newest first, as far as it is not too old."""
    out = library.news_out_on(today)
    return [_article_view(a) for a in out if a.published is None or today - a.published < newer_than]


def _article_view(article: Article) -> View:
    published = article.published
    return {
        "title": article.title,
        "address": article.address,
        "summary": article.summary,
        "published": facts.date_words(published) if published else None,
        "date": published.isoformat() if published else None,
        "sample": article.sample,
    }


def _page(library: Library, article: Article, today: date) -> Page:
    view, topics = _article_view(article), library.service.topics
    view |= {
        "is_news": article.is_news,
        "phase": article.phase,
        "branches": [
            {"name": library.branch(b).name, "address": paths.library_page(b)} for b in article.branches
        ],
        "topics": [topic.name for topic in topics if topic.id in article.topics and not topic.retired],
        "updates": [{"date": facts.date_words(u.date), "note": u.note} for u in article.updates],
        "updated": facts.date_words(article.updated) if article.updated else None,
        "run_by": _operators(library) if article.address == paths.ABOUT else [],
    }
    return Page(
        address=article.address,
        title=article.title,
        summary=article.summary or article.title,
        template="words.html",
        view=view,
        feeds=news_links(library, today) if article.is_news else (),
        lang=article.lang,
        dir=article.dir,
    )


def _operators(library: Library) -> list[View]:
    return [
        {"since": facts.part_date_words(operator.from_), "name": operator.name, "note": operator.note}
        for operator in library.service.run_by
    ]
