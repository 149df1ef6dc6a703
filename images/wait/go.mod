module slipway.dev/wait

go 1.26.8
