process.env.GUANXI_TEST_ENGINE = 'postgres';
