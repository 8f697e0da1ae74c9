.DEFAULT_GOAL := help
.PHONY: oracle-rewards help run test check messages routes measure bench-front bench-sampling bench-enterprises bench-import bench-ratings bench-intake bench-search crash crash-rewards crash-search fuzz mutate bench-rider

help: ## List what can be asked for
	@sed -n 's/^\([a-z-]*\): .*## /make \1\t/p' Makefile | expand -t 20

run: ## Install, prepare the database and serve the site on 127.0.0.1:8000 (PORT changes it)
	@deploy/with-python -m deploy.run

test: ## Run every test on SQLite, and what asks a database on PostgreSQL (ARGS go to pytest)
	@deploy/with-python -m deploy.test $(ARGS)

check: ## Run the guards: style, types, storeys, templates, sizes, routes, translations, migrations
	@deploy/with-python -m deploy.check

messages: ## Collect the words of the site into translations/
	@deploy/with-python -m deploy.messages

routes: ## Write tests/architecture/routes.txt anew, after a deliberate change of an address
	@deploy/with-python -m deploy.routes

measure: ## Measure a first and a later start in a fresh clone
	@deploy/with-python -m deploy.measure

bench-front: ## Measure a page kept ready beside nginx sending the same bytes
	@deploy/with-python -m bench.front_cache $(ARGS)

bench-sampling: ## Measure search of 1 and 5 million results on both databases, beside Datasette
	@deploy/with-python -m bench.sampling $(ARGS)

bench-ratings: ## Measure deriving, proposing and verifying the grades of 200,000 enterprises
	@deploy/with-python -m bench.ratings $(ARGS)

bench-enterprises: ## Measure search and pages of a register of 200,000 enterprises on both databases
	@deploy/with-python -m bench.enterprises $(ARGS)

bench-search: ## Measure how well and how fast the search answers, beside FTS5 and tantivy
	@deploy/with-python -m bench.search $(ARGS)

bench-rider: ## Measure a rider's tip on a slow network and phone, with Chromium
	@deploy/with-python -m bench.rider $(ARGS)

bench-import: ## Measure a table of 100,000 rows from its file to review and to the public
	@deploy/with-python -m bench.importing $(ARGS)

bench-intake: ## Measure whole flows of citizens who file a tip, on both databases
	@deploy/with-python -m bench.intake $(ARGS)

crash: ## Kill the site 200 times while citizens file 10,000 tips, on both databases
	@deploy/with-python -m bench.crash $(ARGS)

oracle-rewards: ## Count a million rewards beside an oracle written from the regulations
	@deploy/with-python -m bench.rewards_oracle $(ARGS)

crash-rewards: ## Kill whoever approves, pays and reads results 200 times, on both databases; nobody is paid twice
	@deploy/with-python -m bench.crash_rewards $(ARGS)

crash-search: ## Kill whoever publishes and searches 200 times, on both databases; the index agrees every time
	@deploy/with-python -m bench.crash_search $(ARGS)

fuzz: ## Send a million hostile requests, a thousand past the token of every form; none may end in a fault
	@deploy/with-python -m bench.fuzz $(ARGS)

mutate: ## Change the rules of money and clocks a little, over and over: the tests must see it
	@deploy/with-python -m deploy.mutate $(ARGS)
