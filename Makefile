# 三化窗口。`make help` 说明每个目标；只需两个：`make run` 运行，`make test` 检查。
SHELL := /bin/bash
.DEFAULT_GOAL := help
.PHONY: help setup run city check test bench screenshots format pins vendor installed installed-dev

VENV := .venv
PYTHON := $(VENV)/bin/python
export PYTHONPATH := src
export PIP_DISABLE_PIP_VERSION_CHECK := 1
# The first interpreter of these that is new enough.
BASE_PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11; do \
	"$$p" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && { echo "$$p"; break; }; done)

help: ## 列出所有目标
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## (.*)$$/  make \1\t\2/' | expand -t 20

setup: installed ## 准备：虚拟环境、依赖、数据库、基础数据（不含人员和办件）
	@$(PYTHON) manage.py prepare

run: setup ## 运行：准备好以后启动数据库、网页和后台任务；空库时先建演示城市
	@exec $(PYTHON) -m config.running

city: setup ## 重建演示城市（原有的演示数据会被清空）
	@$(PYTHON) manage.py city

check: setup installed-dev ## 检查：格式、写法、类型、依赖方向、迁移和不用浏览器的全部测试
	$(VENV)/bin/ruff format --check .
	$(VENV)/bin/ruff check .
	$(VENV)/bin/mypy
	$(VENV)/bin/lint-imports
	$(PYTHON) manage.py makemigrations --check --dry-run
	$(VENV)/bin/pytest -q -n 2 --dist loadgroup -m "not browser"

test: check ## 全部测试：检查，再加浏览器和无障碍测试（没有 Chromium 时说明未运行）
	$(VENV)/bin/pytest -q -n 2 --dist loadgroup -m browser

bench: setup installed-dev ## 测速，结果写到屏幕
	$(PYTHON) -m bench

screenshots: setup installed-dev ## 给每个页面拍照，存到 screenshots/
	$(PYTHON) -m tools.screenshots

format: installed-dev ## 按统一格式整理代码
	$(VENV)/bin/ruff check --fix .
	$(VENV)/bin/ruff format .

# Neither file may name a package index: whoever installs has one configured.
COMPILE := CUSTOM_COMPILE_COMMAND="make pins" $(VENV)/bin/pip-compile -q --generate-hashes \
	--no-emit-index-url --no-emit-find-links --no-emit-trusted-host --strip-extras

pins: installed-dev ## 由 requirements*.in 重新生成带校验值的依赖清单
	$(COMPILE) -o requirements.txt requirements.in
	$(COMPILE) --allow-unsafe -o requirements-dev.txt requirements-dev.in

vendor: installed-dev ## 维护者用（要有 npm）：按 package.json 取回浏览器用的第三方文件
	@$(PYTHON) tools/vendor.py

# --- What the targets above stand on ---------------------------------------------------------

$(PYTHON):
	@[ -n "$(BASE_PYTHON)" ] || { echo "需要 Python 3.11 或更高版本，这台机器上没有找到。"; exit 1; }
	@echo "正在建立虚拟环境 $(VENV) ……"
	@$(BASE_PYTHON) -m venv $(VENV) || { rm -rf $(VENV); \
		echo "虚拟环境没有建成。在 Debian 或 Ubuntu 上请先安装 python3-venv。"; exit 1; }

# A copy of the list lies in the environment once all of it is installed.
installed: $(PYTHON)
	@cmp -s requirements.txt $(VENV)/installed.txt || { \
		echo "正在安装依赖（约半分钟）……"; \
		$(PYTHON) -m pip install -qq --no-deps --require-hashes -r requirements.txt && \
		cp requirements.txt $(VENV)/installed.txt; }

installed-dev: installed
	@cmp -s requirements-dev.txt $(VENV)/installed-dev.txt || { \
		echo "正在安装检查和测试用的依赖……"; \
		$(PYTHON) -m pip install -qq --no-deps --require-hashes -r requirements-dev.txt && \
		cp requirements-dev.txt $(VENV)/installed-dev.txt; }
